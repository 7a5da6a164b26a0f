/*
 * graph_io.c
 *	  Text and binary forms of a causal graph.
 *
 * Text is a list of items with semicolons between them.  An item is a link,
 *
 *		cause -> effect [strength, lag n]
 *
 * or the name of a lone node.  Strength 1 and lag 0 may be left out, and are
 * on output, where links come in topological order of their causes.  A name
 * stands as it is, blanks inside included; one that is empty, has blanks at
 * its ends or contains an arrow, semicolon, bracket, quote or control
 * character is put in double quotes, with double quotes in it doubled.
 *
 * The binary form is a list of names and a list of links between them by
 * number.  Both forms are read into a GraphBuilder, so a malicious sender
 * cannot make a value whose offsets or order are wrong, only another valid
 * graph.
 */
#include "postgres.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph.h"

PG_FUNCTION_INFO_V1(bsc_causal_graph_in);
PG_FUNCTION_INFO_V1(bsc_causal_graph_out);
PG_FUNCTION_INFO_V1(bsc_causal_graph_recv);
PG_FUNCTION_INFO_V1(bsc_causal_graph_send);

/* text being read */
typedef struct Reader
{
	const char *start;
	const char *at;
	StringInfoData name;		/* of the item read last */
	BscErrorContext *escontext;
} Reader;

static inline bool
IsBlank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

static inline void
SkipBlanks(Reader *r)
{
	while (IsBlank(*r->at))
		r->at++;
}

/* Say what is wrong with the text and where; always false. */
static bool
ReportSyntax(Reader *r, const char *expected)
{
	ereturn(r->escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: expected %s at character %d",
					"bsc.causal_graph", expected,
					pg_mbstrlen_with_len(r->start, (int) (r->at - r->start)) + 1),
			 errhint("A graph is written like %s.",
					 "training -> response [0.6, lag 1]; response -> \"a; b\"; lone")));
}

/* Read a name into r->name. */
static bool
ReadName(Reader *r)
{
	const char *start;
	const char *end;

	resetStringInfo(&r->name);
	SkipBlanks(r);
	if (*r->at == '"')
	{
		for (r->at++; *r->at != '"' || r->at[1] == '"'; r->at++)
		{
			if (*r->at == '\0')
				return ReportSyntax(r, "a closing quote");
			appendStringInfoChar(&r->name, *r->at);
			if (*r->at == '"')
				r->at++;
		}
		r->at++;
		return true;
	}

	start = r->at;
	while (*r->at != '\0' && *r->at != ';' && *r->at != '[' && *r->at != ']' &&
		   *r->at != '"' && !(r->at[0] == '-' && r->at[1] == '>'))
		r->at++;
	end = r->at;
	while (end > start && IsBlank(end[-1]))
		end--;
	if (end == start)
		return ReportSyntax(r, "a name");
	appendBinaryStringInfo(&r->name, start, (int) (end - start));
	return true;
}

/* Read a number, and nothing but the plain decimal form of one. */
static bool
ReadNumber(Reader *r, double *result)
{
	const char *start = r->at;
	const char *digits = start;
	char	   *end;

	if (*digits == '+' || *digits == '-')
		digits++;
	if (pg_strncasecmp(digits, "nan", 3) == 0 || pg_strncasecmp(digits, "inf", 3) == 0)
		ereturn(r->escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("strength of a link must be a finite number")));
	if (!(*digits >= '0' && *digits <= '9') &&
		!(*digits == '.' && digits[1] >= '0' && digits[1] <= '9'))
		return ReportSyntax(r, "a number");
	/* strtod knows hexadecimal numbers, this grammar does not */
	if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X'))
	{
		r->at = digits + 1;
		return ReportSyntax(r, "a decimal number");
	}
	errno = 0;
	*result = strtod(start, &end);
	if (errno == ERANGE && (*result == 0.0 || isinf(*result)))
		ereturn(r->escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("\"%.*s\" is out of range for type double precision",
						(int) Min(end - start, 60), start)));
	r->at = end;
	return true;
}

/* Read what is in brackets, after the opening one. */
static bool
ReadBrackets(Reader *r, double *strength, int32 *lag)
{
	bool		first = true;

	for (;;)
	{
		SkipBlanks(r);
		if (pg_strncasecmp(r->at, "lag", 3) == 0 && IsBlank(r->at[3]))
		{
			const char *start;
			int64		number = 0;

			r->at += 3;
			SkipBlanks(r);
			start = r->at;
			if (*r->at == '-')
				r->at++;
			if (!(*r->at >= '0' && *r->at <= '9'))
				return ReportSyntax(r, "a whole number");
			for (; *r->at >= '0' && *r->at <= '9'; r->at++)
				number = Min(number * 10 + (*r->at - '0'), PG_INT32_MAX);
			*lag = (int32) (*start == '-' ? -number : number);
			SkipBlanks(r);
			break;
		}
		if (!first)
			return ReportSyntax(r, "\"lag\"");
		if (!ReadNumber(r, strength))
			return false;
		SkipBlanks(r);
		if (*r->at != ',')
			break;
		r->at++;
		first = false;
	}
	if (*r->at != ']')
		return ReportSyntax(r, "\"]\"");
	r->at++;
	SkipBlanks(r);
	return true;
}

/* Read all items. */
static bool
ReadItems(Reader *r, GraphBuilder *b)
{
	SkipBlanks(r);
	while (*r->at != '\0')
	{
		uint32		cause;

		CHECK_FOR_INTERRUPTS();
		if (!ReadName(r))
			return false;
		cause = GraphBuilderNode(b, r->name.data, r->name.len);
		SkipBlanks(r);
		if (r->at[0] == '-' && r->at[1] == '>')
		{
			uint32		effect;
			double		strength = 1.0;
			int32		lag = 0;

			r->at += 2;
			if (!ReadName(r))
				return false;
			effect = GraphBuilderNode(b, r->name.data, r->name.len);
			SkipBlanks(r);
			if (*r->at == '[')
			{
				r->at++;
				if (!ReadBrackets(r, &strength, &lag))
					return false;
			}
			if (!GraphBuilderLink(b, cause, effect, strength, lag, r->escontext))
				return false;
		}
		if (*r->at == '\0')
			break;
		if (*r->at != ';')
			return ReportSyntax(r, "\"->\", \"[\" or \";\"");
		r->at++;
		SkipBlanks(r);
	}
	return true;
}

/* Text to graph. */
Datum
bsc_causal_graph_in(PG_FUNCTION_ARGS)
{
	Reader		r;
	GraphBuilder *b = GraphBuilderCreate(CurrentMemoryContext);
	CausalGraph *graph;

	r.start = r.at = PG_GETARG_CSTRING(0);
	r.escontext = BSC_ESCONTEXT(fcinfo);
	initStringInfo(&r.name);
	if (!ReadItems(&r, b))
		PG_RETURN_NULL();
	graph = GraphBuild(b, r.escontext);
	if (graph == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(graph);
}

/* Must the name be quoted to be read back as it is? */
static bool
NeedsQuotes(const char *name, int len)
{
	int			i;

	if (len == 0 || IsBlank(name[0]) || IsBlank(name[len - 1]))
		return true;
	for (i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) name[i];

		if (c < ' ' || c == 0x7F || c == ';' || c == '[' || c == ']' || c == '"' ||
			(c == '-' && i + 1 < len && name[i + 1] == '>'))
			return true;
	}
	return false;
}

static void
WriteName(StringInfo out, const GraphView *g, uint32 node)
{
	int			len;
	const char *name = GraphNodeName(g, node, &len);
	int			i;

	if (!NeedsQuotes(name, len))
	{
		appendBinaryStringInfo(out, name, len);
		return;
	}
	appendStringInfoChar(out, '"');
	for (i = 0; i < len; i++)
	{
		if (name[i] == '"')
			appendStringInfoChar(out, '"');
		appendStringInfoChar(out, name[i]);
	}
	appendStringInfoChar(out, '"');
}

/* Graph to text: links by cause, lone nodes among them in their places. */
Datum
bsc_causal_graph_out(PG_FUNCTION_ARGS)
{
	StringInfoData out;
	GraphView	g;
	uint32		v;
	uint32		i;

	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_WEIGHTS);
	initStringInfo(&out);
	for (v = 0; v < g.nnodes; v++)
	{
		CHECK_FOR_INTERRUPTS();
		if (g.fwd_off[v] == g.fwd_off[v + 1] && g.rev_off[v] == g.rev_off[v + 1])
		{
			if (out.len > 0)
				appendStringInfoString(&out, "; ");
			WriteName(&out, &g, v);
		}
		for (i = g.fwd_off[v]; i < g.fwd_off[v + 1]; i++)
		{
			double		strength = g.strength ? g.strength[i] : 1.0;
			int			lag = g.lag ? g.lag[i] : 0;

			if (out.len > 0)
				appendStringInfoString(&out, "; ");
			WriteName(&out, &g, v);
			appendStringInfoString(&out, " -> ");
			WriteName(&out, &g, g.fwd_to[i]);
			if (strength != 1.0)
			{
				char		number[DOUBLE_SHORTEST_DECIMAL_LEN];

				double_to_shortest_decimal_buf(strength, number);
				appendStringInfo(&out, " [%s", number);
				if (lag != 0)
					appendStringInfo(&out, ", lag %d", lag);
				appendStringInfoChar(&out, ']');
			}
			else if (lag != 0)
				appendStringInfo(&out, " [lag %d]", lag);
		}
	}
	GraphClose(&g);
	PG_RETURN_CSTRING(out.data);
}

/* Send a name in the client's encoding, after its length there. */
static void
SendName(StringInfo buf, const char *name, int len)
{
	char	   *sent = pg_server_to_client(name, len);

	if (sent != name)
		len = (int) strlen(sent);
	pq_sendint32(buf, len);
	pq_sendbytes(buf, sent, len);
	if (sent != name)
		pfree(sent);
}

/* Graph to bytes: format, names, links. */
Datum
bsc_causal_graph_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;
	GraphView	g;
	uint32		v;
	uint32		i;

	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_WEIGHTS);
	pq_begintypsend(&buf);
	pq_sendint32(&buf, GRAPH_FORMAT);
	pq_sendint32(&buf, g.nnodes);
	for (v = 0; v < g.nnodes; v++)
	{
		int			len;
		const char *name = GraphNodeName(&g, v, &len);

		if ((v & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		SendName(&buf, name, len);
	}
	pq_sendint32(&buf, g.nedges);
	for (v = 0; v < g.nnodes; v++)
	{
		if ((v & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = g.fwd_off[v]; i < g.fwd_off[v + 1]; i++)
		{
			pq_sendint32(&buf, v);
			pq_sendint32(&buf, g.fwd_to[i]);
			pq_sendfloat8(&buf, g.strength ? g.strength[i] : 1.0);
			pq_sendint32(&buf, g.lag ? g.lag[i] : 0);
		}
	}
	GraphClose(&g);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
ReportInvalidBinary(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s: %s", "bsc.causal_graph", what)));
}

/* Bytes to graph. */
Datum
bsc_causal_graph_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	GraphBuilder *b = GraphBuilderCreate(CurrentMemoryContext);
	uint32		nnodes;
	uint32		nedges;
	uint32		i;

	if (pq_getmsgint(buf, 4) != GRAPH_FORMAT)
		ReportInvalidBinary("unknown format");
	nnodes = pq_getmsgint(buf, 4);
	for (i = 0; i < nnodes; i++)
	{
		int			len = (int) pq_getmsgint(buf, 4);
		int			text_len;
		char	   *name;

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (len < 0 || len > buf->len - buf->cursor)
			ReportInvalidBinary("name runs past the end");
		name = pq_getmsgtext(buf, len, &text_len);
		if (GraphBuilderNode(b, name, text_len) != i)
			ReportInvalidBinary("node is named twice");
		pfree(name);
	}
	nedges = pq_getmsgint(buf, 4);
	for (i = 0; i < nedges; i++)
	{
		uint32		cause = pq_getmsgint(buf, 4);
		uint32		effect = pq_getmsgint(buf, 4);
		double		strength = pq_getmsgfloat8(buf);
		int32		lag = (int32) pq_getmsgint(buf, 4);

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (cause >= nnodes || effect >= nnodes)
			ReportInvalidBinary("link of an unknown node");
		GraphBuilderLink(b, cause, effect, strength, lag, NULL);
	}
	PG_RETURN_POINTER(GraphBuild(b, NULL));
}
