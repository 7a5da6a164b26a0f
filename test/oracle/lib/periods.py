"""Periods of a company year, moments and target curves, over plain Python values.

Nothing here asks the extension: dates come from datetime, clocks from zoneinfo.
"""
import datetime as dt
import functools
import math
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
GRAINS = ["year", "half", "quarter", "month", "week", "day"]
RANK = {g: i for i, g in enumerate(GRAINS)}
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


# ---------------------------------------------------------------- periods
class P(tuple):
    """(grain, first day); the company year is the scorecard's affair"""
    __slots__ = ()

    def __new__(cls, grain, first):
        return tuple.__new__(cls, (grain, first))

    grain = property(lambda self: self[0])
    first = property(lambda self: self[1])

    @property
    def last(self):
        if self.grain == "day":
            return self.first
        if self.grain == "week":
            return self.first + 6 * DAY
        return add_months(self.first, MONTHS[self.grain]) - DAY

    def __str__(self):
        y, m = self.first.year, self.first.month
        if self.grain == "day":
            return f"{self.first:%Y-%m-%d}"
        if self.grain == "week":
            iso = self.first.isocalendar()
            return f"{iso[0]:04d}-W{iso[1]:02d}"
        if self.grain == "month":
            return f"{y:04d}-{m:02d}"
        if self.grain == "quarter":
            return f"{y:04d}Q{(m + 2) // 3}" if m % 3 == 1 else f"{y:04d}-{m:02d}/P3M"
        if self.grain == "half":
            return f"{y:04d}H{(m + 5) // 6}" if m % 6 == 1 else f"{y:04d}-{m:02d}/P6M"
        return f"{y:04d}" if m == 1 else f"{y:04d}-{m:02d}/P1Y"


def add_months(first, n):
    k = first.year * 12 + first.month - 1 + n
    return dt.date(k // 12, k % 12 + 1, 1)


def holding(day, grain, fm):
    """the period of the grain that holds a day, in company years from month fm"""
    if grain == "day":
        return P(grain, day)
    if grain == "week":
        return P(grain, day - day.weekday() * DAY)
    n = MONTHS[grain]
    back = (day.month - fm) % 12 % n
    return P(grain, add_months(day.replace(day=1), -back))


def enclosing(p, grain, fm):
    if p.grain == grain:
        return p
    # a week belongs where its Thursday falls
    return holding(p.first + 3 * DAY if p.grain == "week" else p.first, grain, fm)


def inside(p, whole, fm):
    return RANK[p.grain] >= RANK[whole.grain] and enclosing(p, whole.grain, fm) == whole


def shift(p, n):
    if p.grain == "day":
        return P(p.grain, p.first + n * DAY)
    if p.grain == "week":
        return P(p.grain, p.first + 7 * n * DAY)
    return P(p.grain, add_months(p.first, n * MONTHS[p.grain]))


@functools.lru_cache(maxsize=None)
def finer(first, last, grain):
    """the periods of a finer grain from one day to another, weeks by Thursday; the list is not to be changed"""
    if grain == "week":
        p = holding(first, grain, 1)
        if p.first + 3 * DAY < first:
            p = shift(p, 1)
    else:
        p = P(grain, first)
    found = []
    while (p.first + 3 * DAY if grain == "week" else p.first) <= last:
        found.append(p)
        p = shift(p, 1)
    return found


def year_before(p):
    if p.grain == "day":
        try:
            return P("day", p.first.replace(year=p.first.year - 1))
        except ValueError:
            return None
    if p.grain == "week":
        year, week, _ = p.first.isocalendar()
        try:
            return P("week", dt.date.fromisocalendar(year - 1, week, 1))
        except ValueError:
            return None
    return P(p.grain, add_months(p.first, -12))


def parse(text):
    """the period of a text, in the forms that the examples use"""
    if "W" in text:
        return P("week", dt.date.fromisocalendar(int(text[:4]), int(text[6:]), 1))
    if "/" in text:
        day, length = text.split("/")
        return P({"P1Y": "year", "P6M": "half", "P3M": "quarter"}[length], dt.date(int(day[:4]), int(day[5:7]), 1))
    year = int(text[:4])
    if text[4:5] in ("Q", "H"):
        grain = "quarter" if text[4] == "Q" else "half"
        return P(grain, dt.date(year, (int(text[5:]) - 1) * MONTHS[grain] + 1, 1))
    if len(text) == 4:
        return P("year", dt.date(year, 1, 1))
    return P("month", dt.date(year, int(text[5:7]), 1)) if len(text) == 7 else P("day", dt.date.fromisoformat(text))


def own_periods(whole, grain):
    """the periods of a grain of which a period consists, weeks by their Thursday"""
    return [whole] if whole.grain == grain else finer(whole.first, whole.last, grain)


def days(p):
    return (p.last - p.first).days + 1


# ---------------------------------------------------------------- moments
UTC = dt.timezone.utc


@functools.lru_cache(maxsize=None)
def midnight(day, zone):
    """when a day begins where the clocks show that zone's time"""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(UTC)


def starts(p, zone):
    return midnight(p.first, zone)


def ends(p, zone):
    return midnight(p.last + DAY, zone)


def share(p, zone, moment):
    """how much of a period is over at a moment, of the time that really passes"""
    if moment is None or moment <= starts(p, zone):
        return 0.0
    return min(1.0, (moment - starts(p, zone)) / (ends(p, zone) - starts(p, zone)))


# ---------------------------------------------------------------- targets
def curve_text(knots):
    return " ".join(f"{v!r}:{s!r}" for v, s in knots)


def curve_score(x, knots):
    if x <= knots[0][0]:
        return knots[0][1]
    for (v0, s0), (v1, s1) in zip(knots, knots[1:]):
        if x <= v1:
            return s0 + (s1 - s0) * ((x - v0) / (v1 - v0))
    return knots[-1][1]


def curve_goal(knots):
    rising = knots if knots[0][1] < knots[-1][1] or knots[0][1] < max(s for _, s in knots) else knots[::-1]
    return next((v for v, s in rising if s == 1), None)


def curve_baseline(knots):
    rising = knots if knots[0][1] < knots[-1][1] or knots[0][1] < max(s for _, s in knots) else knots[::-1]
    zeros = [v for v, s in rising if s == 0]
    return zeros[0] if zeros else None


def unlike(curves):
    return any([s for _, s in c] != [s for _, s in curves[0]] for c in curves)


def add_curves(curves, divisor=1):
    """the curves' values added knot by knot; None where their scores differ"""
    if unlike(curves):
        return None
    return sound([(math.fsum(c[i][0] for c in curves) / divisor, s) for i, (_, s) in enumerate(curves[0])])


def scale(curve, factor):
    return sound([(v * factor, s) for v, s in curve])


def between(start, end, part):
    """the curve on the straight line from one to the other"""
    if unlike([start, end]):
        return end
    return sound([(a + part * (b - a), s) for (a, _), (b, s) in zip(start, end)])


def sound(curve):
    """the curve, or None if its values do not ascend"""
    return curve if all(a < b for (a, _), (b, _) in zip(curve, curve[1:])) else None
