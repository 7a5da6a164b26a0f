/*
 * graph_raw.c
 *	  What plain C does with the arrays of a causal graph: the yardstick of
 *	  the benchmark.
 *
 * Reads a file of names and links, then commands from standard input, and
 * answers each with nanoseconds and a result:
 *
 *	reach NODE		breadth-first search, count what is found
 *	list NODE		the same, with depths written to an array
 *	total A B		sum over all paths, by one sweep in topological order
 *	build			everything again from the names and links
 *
 * usage: graph_raw FILE
 * FILE: uint32 links; then for each link: float8 strength, uint8 length and
 * bytes of the cause's name, the same for the effect's.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint32_t n,
			m;
static uint32_t *off,
		   *to,
		   *roff,
		   *from,
		   *redge;
static double *strength;
static char **name;				/* by node: length byte, then bytes */
static char *file;
static char **link_cause,
		  **link_effect;
static double *link_strength;

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t) t.tv_sec * 1000000000u + t.tv_nsec;
}

static void *
get(size_t bytes)
{
	void	   *p = malloc(bytes ? bytes : 1);

	if (p == NULL)
		abort();
	return p;
}

static int
by_name(const void *a, const void *b)
{
	const unsigned char *x = *(unsigned char *const *) a;
	const unsigned char *y = *(unsigned char *const *) b;
	int			order = memcmp(x + 1, y + 1, x[0] < y[0] ? x[0] : y[0]);

	return order ? order : (int) x[0] - (int) y[0];
}

/* intern a name in an open hash table */
static uint32_t
intern(char *s, uint32_t *slot, uint32_t mask, char **names, uint32_t *count)
{
	uint32_t	h = 2166136261u;
	uint32_t	place;
	int			i;

	for (i = 0; i <= (unsigned char) s[0]; i++)
		h = (h ^ (unsigned char) s[i]) * 16777619u;
	for (place = h & mask; slot[place]; place = (place + 1) & mask)
	{
		if (memcmp(names[slot[place] - 1], s, (unsigned char) s[0] + 1) == 0)
			return slot[place] - 1;
	}
	names[*count] = s;
	slot[place] = ++*count;
	return *count - 1;
}

/* names to numbers, numbers to topological order, links both ways */
static void
build(void)
{
	uint32_t	mask = 1;
	uint32_t   *slot,
			   *cause = get(m * 4ul),
			   *effect = get(m * 4ul);
	char	  **names = get(m * 2ul * sizeof(char *)),
			  **sorted;
	uint32_t   *waiting,
			   *queue,
			   *next,
			   *number;
	uint32_t	head = 0,
				tail = 0,
				i,
				k;

	while (mask < m)
		mask = mask * 2 + 1;
	slot = calloc(mask + 1ul, 4);
	n = 0;
	for (i = 0; i < m; i++)
	{
		cause[i] = intern(link_cause[i], slot, mask, names, &n);
		effect[i] = intern(link_effect[i], slot, mask, names, &n);
	}
	free(slot);

	off = calloc(n + 2ul, 4);
	to = get(m * 4ul);
	next = get(m * 4ul);
	for (i = 0; i < m; i++)
		off[cause[i] + 2]++;
	for (i = 0; i < n; i++)
		off[i + 2] += off[i + 1];
	for (i = 0; i < m; i++)
		next[off[cause[i] + 1]++] = i;

	/* Kahn's order */
	waiting = calloc(n, 4);
	queue = get(n * 4ul);
	number = get(n * 4ul);
	for (i = 0; i < m; i++)
		waiting[effect[i]]++;
	for (i = 0; i < n; i++)
	{
		if (waiting[i] == 0)
			queue[tail++] = i;
	}
	while (head < tail)
	{
		uint32_t	v = queue[head];

		number[v] = head++;
		for (k = off[v]; k < off[v + 1]; k++)
		{
			if (--waiting[effect[next[k]]] == 0)
				queue[tail++] = effect[next[k]];
		}
	}

	/* in the new order */
	name = get(n * sizeof(char *));
	sorted = get(n * sizeof(char *));
	strength = get(m * sizeof(double));
	{
		uint32_t   *new_off = get((n + 1ul) * 4);
		uint32_t	done = 0;

		for (i = 0; i < n; i++)
		{
			uint32_t	v = queue[i];

			new_off[i] = done;
			for (k = off[v]; k < off[v + 1]; k++)
			{
				uint32_t	at = done++;
				uint32_t	target = number[effect[next[k]]];

				while (at > new_off[i] && to[at - 1] > target)
				{
					to[at] = to[at - 1];
					strength[at] = strength[at - 1];
					at--;
				}
				to[at] = target;
				strength[at] = link_strength[next[k]];
			}
			sorted[i] = name[i] = names[v];
		}
		new_off[n] = done;
		free(off);
		off = new_off;
	}
	qsort(sorted, n, sizeof(char *), by_name);
	roff = calloc(n + 2ul, 4);
	from = get(m * 4ul);
	redge = get(m * 4ul);
	for (i = 0; i < m; i++)
		roff[to[i] + 2]++;
	for (i = 0; i < n; i++)
		roff[i + 2] += roff[i + 1];
	for (i = 0; i < n; i++)
	{
		for (k = off[i]; k < off[i + 1]; k++)
		{
			redge[roff[to[k] + 1]] = k;
			from[roff[to[k] + 1]++] = i;
		}
	}
	free(sorted);
	free(names);
	free(waiting);
	free(queue);
	free(number);
	free(next);
	free(cause);
	free(effect);
}

static uint32_t
find(const char *wanted)
{
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		if ((size_t) (unsigned char) name[i][0] == strlen(wanted) &&
			memcmp(name[i] + 1, wanted, strlen(wanted)) == 0)
			return i;
	}
	fprintf(stderr, "no node %s\n", wanted);
	exit(1);
}

static uint32_t
reach(uint32_t source, const uint32_t *o, const uint32_t *t, uint32_t *depth)
{
	uint64_t   *seen = calloc(n / 64 + 1, 8);
	uint32_t   *queue = get(n * 4ul);
	uint32_t	head = 0,
				tail = 0,
				k;

	seen[source >> 6] |= 1ull << (source & 63);
	queue[tail++] = source;
	if (depth)
		depth[source] = 0;
	while (head < tail)
	{
		uint32_t	v = queue[head++];

		for (k = o[v]; k < o[v + 1]; k++)
		{
			uint32_t	w = t[k];

			if (seen[w >> 6] >> (w & 63) & 1)
				continue;
			seen[w >> 6] |= 1ull << (w & 63);
			queue[tail++] = w;
			if (depth)
				depth[w] = depth[v] + 1;
		}
	}
	free(seen);
	free(queue);
	return tail - 1;
}

static double
total(uint32_t a, uint32_t b)
{
	double	   *x = calloc(n, sizeof(double));
	double		result;
	uint32_t	v,
				k;

	x[a] = 1.0;
	for (v = a; v < b; v++)
	{
		if (x[v] == 0.0)
			continue;
		for (k = off[v]; k < off[v + 1]; k++)
			x[to[k]] += x[v] * strength[k];
	}
	result = a <= b ? x[b] : 0.0;
	free(x);
	return result;
}

int
main(int argc, char **argv)
{
	char		command[32],
				a[256],
				b[256];
	FILE	   *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
	size_t		size;
	char	   *at;
	uint32_t	i;

	if (f == NULL)
		return 1;
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	file = get(size);
	if (fread(file, 1, size, f) != size)
		return 1;
	fclose(f);
	memcpy(&m, file, 4);
	link_cause = get(m * sizeof(char *));
	link_effect = get(m * sizeof(char *));
	link_strength = get(m * sizeof(double));
	for (i = 0, at = file + 4; i < m; i++)
	{
		memcpy(&link_strength[i], at, 8);
		link_cause[i] = at + 8;
		at = link_cause[i] + 1 + (unsigned char) link_cause[i][0];
		link_effect[i] = at;
		at += 1 + (unsigned char) at[0];
	}
	build();
	printf("ready %u %u\n", n, m);
	fflush(stdout);

	while (scanf("%31s", command) == 1)
	{
		uint64_t	start;
		double		result = 0;

		if (strcmp(command, "build") == 0)
		{
			free(off), free(to), free(roff), free(from), free(redge), free(strength), free(name);
			start = now();
			build();
			result = n;
		}
		else
		{
			uint32_t	x,
						y = 0;
			uint32_t   *depth = get(n * 4ul);

			if (scanf("%255s", a) != 1 || (strcmp(command, "total") == 0 && scanf("%255s", b) != 1))
				return 1;
			x = find(a);
			if (strcmp(command, "total") == 0)
				y = find(b);
			start = now();
			if (strcmp(command, "reach") == 0)
				result = reach(x, off, to, NULL);
			else if (strcmp(command, "up") == 0)
				result = reach(x, roff, from, NULL);
			else if (strcmp(command, "list") == 0)
				result = reach(x, off, to, depth);
			else if (strcmp(command, "total") == 0)
				result = total(x, y);
			start = now() - start;
			free(depth);
			printf("%llu %.17g\n", (unsigned long long) start, result);
			fflush(stdout);
			continue;
		}
		printf("%llu %.17g\n", (unsigned long long) (now() - start), result);
		fflush(stdout);
	}
	return 0;
}
