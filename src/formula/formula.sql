-- formulas over figures that have names: their value, and why it changed

CREATE FUNCTION bsc.calculate(formula text, names text[], operand_values float8[]) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_calculate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION bsc.calculate(text, text[], float8[]) IS
'the value of a formula such as revenue / orders for the values of its names; NULL where a value is missing, for a quotient by zero and on overflow';

CREATE FUNCTION bsc.decompose(
	formula text, drivers text[], before float8[], after float8[], method text DEFAULT 'shapley',
	OUT driver text, OUT value_before float8, OUT value_after float8, OUT effect float8, OUT share float8)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'bsc_decompose' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5;
COMMENT ON FUNCTION bsc.decompose(text, text[], float8[], float8[], text) IS
'how much of a formula''s change each of its drivers made: effects that add up to the change, by method shapley or lmdi';

CREATE FUNCTION bsc._formula_operands(formula text) RETURNS text[]
AS 'MODULE_PATHNAME', 'bsc_formula_operands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION bsc._formula_operands(text) IS 'the names in a formula, each once, in the order in which they first appear';

CREATE FUNCTION bsc._formula_quotient(formula text) RETURNS text[]
AS 'MODULE_PATHNAME', 'bsc_formula_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION bsc._formula_quotient(text) IS
'what is divided and by what, where a formula is one quotient of two names, or some times that; NULL for any other';

CREATE FUNCTION bsc._formula_renamed(formula text, names text[], new_names text[]) RETURNS text
AS 'MODULE_PATHNAME', 'bsc_formula_renamed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION bsc._formula_renamed(text, text[], text[]) IS 'a formula with other names in it, all else as it was';
