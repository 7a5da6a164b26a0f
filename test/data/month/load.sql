-- A shop in a month of 30 days, and a clock that can be set: what README.md and test/demo/month.svg say of a month under way.
CREATE TABLE public.sale (day date NOT NULL, amount numeric NOT NULL);
CREATE TABLE public.clock AS SELECT timestamptz '2024-06-01 00:00+00' AS moment;
-- only a superuser can do this, and only a test should
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
    AS 'SELECT c.moment FROM public.clock AS c';
CREATE TABLE public.seen (after_days integer, actual float8, goal float8, score float8, pace float8, status text, provisional boolean);

-- The month as it was seen after three and after nine days: the plan as a line, what was sold as another, and what is said of it.
CREATE FUNCTION public.month_picture() RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC
    WITH first AS (
        SELECT s.*, 60 + 20 * s.after_days AS x, 290 - 0.8 * s.actual AS y FROM public.seen AS s WHERE s.after_days = 3
    ), now AS (
        SELECT s.*, 60 + 20 * s.after_days AS x, 290 - 0.8 * s.actual AS y, s.goal * s.after_days / 30 AS due FROM public.seen AS s WHERE s.after_days = 9
    )
    SELECT format($svg$<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 340" width="760" height="340" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="14">
<title id="title">A month under way</title>
<desc id="desc">June has 30 days and a target of %1$s. After 3 days %2$s are sold: less than a fifth of the month has been seen, so it is too early for a status. After 9 days %3$s are sold. Against the whole month the score is %4$s. Against the %5$s that are due by then the pace is %6$s, so the status so far is %7$s.</desc>
<style>
svg { background: #ffffff; color: #1f2328 }
.ink { fill: #1f2328 } .soft { fill: #59636e } .line { stroke: #59636e } .sold { stroke: #1f2328 } .paper { fill: #ffffff; stroke: #1f2328 } .told { fill: #b3261e }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; color: #f0f6fc }
.ink { fill: #f0f6fc } .soft { fill: #9198a1 } .line { stroke: #9198a1 } .sold { stroke: #f0f6fc } .paper { fill: #0d1117; stroke: #f0f6fc } .told { fill: #ff9d96 }
}
</style>
<path class="line" d="M60 30V290H660" fill="none"/>
<path class="line" d="M60 290L660 50" fill="none" stroke-dasharray="2 5" stroke-width="2"/>
<path class="line" d="M%9$s 290V200" fill="none" stroke-dasharray="6 4"/>
<path class="sold" d="M60 290L%8$s %10$sL%9$s %11$s" fill="none" stroke-width="3"/>
<circle class="paper" cx="%8$s" cy="%10$s" r="6" stroke-width="2"/>
<rect class="told" x="%12$s" y="%13$s" width="12" height="12"/>
<circle class="ink" cx="%9$s" cy="%14$s" r="3"/>
<g class="soft" text-anchor="middle"><text x="60" y="310">1 June</text><text x="%8$s" y="310">3 days</text><text x="%9$s" y="310">9 days</text><text x="660" y="310">30 days</text></g>
<g class="soft" text-anchor="end"><text x="50" y="295">0</text><text x="50" y="55">%1$s</text></g>
<text class="soft" x="650" y="42" text-anchor="end">the plan: %1$s in June</text>
<text class="ink" x="80" y="100">after 3 days: %2$s sold, too early to judge</text>
<path class="line" d="M%8$s 112V%15$s" fill="none"/>
<text class="ink" x="%16$s" y="%17$s">due after 9 days: %5$s</text>
<text class="ink" x="%16$s" y="%18$s"><tspan class="told" font-weight="bold">%7$s so far</tspan>: %3$s of the %5$s that are due, pace %6$s</text>
<text class="soft" x="%16$s" y="%19$s">score: %3$s of %1$s, %4$s</text>
</svg>$svg$,
        n.goal, f.actual, n.actual, n.score, n.due, round(n.pace::numeric, 2), n.status, f.x, n.x, f.y, n.y,
        n.x - 6, n.y - 6, 290 - 0.8 * n.due, f.y - 9, n.x + 16, 290 - 0.8 * n.due + 8, n.y + 8, n.y + 30)
    FROM first AS f, now AS n
    WHERE f.status IS NULL AND f.pace IS NULL AND f.provisional AND n.status = 'red' AND n.provisional;
END;
