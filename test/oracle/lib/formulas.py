"""Formulas over figures that have names: trees of tuples, their texts and their values.

    ("number", 2.0)   ("name", "orders")   (sign, part, ...) with one of the signs + - * / neg abs least greatest coalesce
"""
import math


def operands(formula):
    """the names, each once"""
    if formula[0] == "name":
        return [formula[1]]
    return list(dict.fromkeys(n for part in formula[1:] if isinstance(part, tuple) for n in operands(part)))


def worth(formula, figures):
    """its value, None where it has none: an operand is missing, a quotient by zero"""
    sign, *parts = formula
    if sign == "number":
        return parts[0]
    if sign == "name":
        return figures[parts[0]]
    values = [worth(part, figures) for part in parts]
    if sign == "coalesce":
        return next((v for v in values if v is not None), None)
    if None in values:
        return None
    if sign in ("least", "greatest"):
        return (min if sign == "least" else max)(values)
    if sign in ("neg", "abs"):
        return abs(values[0]) if sign == "abs" else -values[0]
    a, b = values
    if sign == "/" and b == 0:
        return None
    value = a / b if sign == "/" else {"+": a + b, "-": a - b, "*": a * b}[sign]
    return value if math.isfinite(value) else None


def written(formula):
    sign, *parts = formula
    if sign == "number":
        return f"{parts[0]:g}"
    if sign == "name":
        return parts[0] if parts[0].isalnum() else '"' + parts[0] + '"'
    texts = [written(part) for part in parts]
    if sign == "neg":
        return f"(-{texts[0]})"
    return f"({texts[0]} {sign} {texts[1]})" if sign in "+-*/" else f"{sign}({', '.join(texts)})"
