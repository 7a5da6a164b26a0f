-- what the arrows of a graph make independent, and what to hold when an effect is estimated

CREATE FUNCTION bsc.d_separated(graph bsc.causal_graph, a text, b text, given text[] DEFAULT '{}') RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_d_separated' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.d_separated(bsc.causal_graph, text, text, text[]) IS
	'whether the arrows make two nodes independent once the given ones are held';

CREATE FUNCTION bsc.adjustment_sets(graph bsc.causal_graph, cause text, effect text, max_sets integer DEFAULT 1000) RETURNS TABLE (nodes text[])
	AS 'MODULE_PATHNAME', 'bsc_adjustment_sets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 5;
COMMENT ON FUNCTION bsc.adjustment_sets(bsc.causal_graph, text, text, integer) IS
	'all minimal sets of nodes to hold so that the total effect of the cause is left, smallest first; no rows: there is none';

CREATE FUNCTION bsc.implied_independences(graph bsc.causal_graph) RETURNS TABLE (a text, b text, given text[])
	AS 'MODULE_PATHNAME', 'bsc_implied_independences' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 375;
COMMENT ON FUNCTION bsc.implied_independences(bsc.causal_graph) IS
	'for each pair of nodes without a link, what must be held for them to be independent: what a graph claims and data can refute';

CREATE FUNCTION bsc.unfold(graph bsc.causal_graph, span integer, own_past boolean DEFAULT true) RETURNS bsc.causal_graph
	AS 'MODULE_PATHNAME', 'bsc_unfold' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc.unfold(bsc.causal_graph, integer, boolean) IS
	'the arrows of a graph in time: node x@k is x of k periods back, for k from 0 to span';

CREATE FUNCTION bsc.link_controls(graph bsc.causal_graph, cause text, effect text, lag integer DEFAULT NULL, without text[] DEFAULT '{}') RETURNS TABLE (control text, control_lag integer)
	AS 'MODULE_PATHNAME', 'bsc_link_controls' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 4;
COMMENT ON FUNCTION bsc.link_controls(bsc.causal_graph, text, text, integer, text[]) IS
	'what to hold when the strength of a link is estimated, the own past of the effect among it; no rows: nothing serves';
