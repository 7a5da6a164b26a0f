/*
 * numeric_decode.c
 *	  numeric to double, correctly rounded, without the detour over text.
 *
 * The server converts a numeric to double precision by printing it and reading
 * the text, which costs more than all the rest of an aggregate's work on a row.
 * Most numerics of business data are an integer below 2^53 times a power of
 * ten of at most 22, either way.  Both factors are then exact doubles, so one
 * multiplication or division rounds once, hence correctly (W. D. Clinger, "How
 * to Read Floating Point Numbers Accurately", PLDI 1990, section 2).  Every
 * other value goes the server's way.
 *
 * The digits are read from the stored form, which no public header declares
 * but which has been the same since 9.1 and has to stay for pg_upgrade: after
 * the length word a 16-bit header whose top two bits tell the kind (short,
 * long positive, long negative, special), for the long kinds a 16-bit weight,
 * then digits in base 10000, most significant first.  Anything that does not
 * look so goes the server's way too, and the tests compare with the server's
 * result on every kind of value.
 */
#include "postgres.h"

#include "utils/fmgrprotos.h"

#include "compat.h"
#include "target/target.h"

#define NUM_BASE			10000
#define NUM_BASE_DIGITS		4

/* the kinds */
#define NUM_KIND_MASK		0xC000
#define NUM_POSITIVE		0x0000
#define NUM_NEGATIVE		0x4000
#define NUM_SHORT			0x8000

/* the short kind holds sign and weight in its header */
#define NUM_SHORT_NEGATIVE			0x2000
#define NUM_SHORT_WEIGHT_SIGN		0x0040
#define NUM_SHORT_WEIGHT_MASK		0x003F

#define EXACT_INTEGER		(UINT64CONST(1) << DBL_MANT_DIG)
#define EXACT_POWER			22

static const double powers_of_ten[EXACT_POWER + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* 16 bits at any address: a short varlena header shifts all that follows */
static inline uint16
ReadUint16(const char *p)
{
	uint16		result;

	memcpy(&result, p, sizeof(result));
	return result;
}

/*
 * The easy cases.  Returns false for any other.
 */
static inline bool
DecodeNumeric(const char *data, Size size, double *result)
{
	uint16		header;
	bool		negative;
	int			weight;
	int			ndigits;
	int			exponent;
	uint64		integer = 0;

	if (size < sizeof(uint16) || size % sizeof(uint16) != 0)
		return false;
	header = ReadUint16(data);
	data += sizeof(uint16);
	size -= sizeof(uint16);
	switch (header & NUM_KIND_MASK)
	{
		case NUM_SHORT:
			negative = (header & NUM_SHORT_NEGATIVE) != 0;
			weight = header & NUM_SHORT_WEIGHT_MASK;
			if (header & NUM_SHORT_WEIGHT_SIGN)
				weight -= NUM_SHORT_WEIGHT_MASK + 1;
			break;
		case NUM_POSITIVE:
		case NUM_NEGATIVE:
			if (size < sizeof(uint16))
				return false;
			negative = (header & NUM_KIND_MASK) == NUM_NEGATIVE;
			weight = (int16) ReadUint16(data);
			data += sizeof(uint16);
			size -= sizeof(uint16);
			break;
		default:				/* NaN and the infinities */
			return false;
	}

	ndigits = size / sizeof(uint16);
	for (int i = 0; i < ndigits; i++)
	{
		uint16		digit = ReadUint16(data + i * sizeof(uint16));

		if (unlikely(digit >= NUM_BASE ||
					 integer > (PG_UINT64_MAX - NUM_BASE) / NUM_BASE))
			return false;
		integer = integer * NUM_BASE + digit;
	}
	if (integer == 0)
	{
		*result = 0;
		return ndigits == 0;
	}

	exponent = (weight - (ndigits - 1)) * NUM_BASE_DIGITS;
	while (integer > EXACT_INTEGER && integer % 10 == 0)
	{
		integer /= 10;
		exponent++;
	}
	if (integer > EXACT_INTEGER || exponent < -EXACT_POWER || exponent > EXACT_POWER)
		return false;
	if (exponent < 0)
		*result = (double) (int64) integer / powers_of_ten[-exponent];
	else
		*result = (double) (int64) integer * powers_of_ten[exponent];
	if (negative)
		*result = -*result;
	return true;
}

/* numeric -> double, NaN and infinities included */
double
NumericDatumGetDouble(Datum num)
{
	struct varlena *packed = PG_DETOAST_DATUM_PACKED(num);
	double		result;

	if (!DecodeNumeric(VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed), &result))
		result = DatumGetFloat8(DirectFunctionCall1(numeric_float8,
													PointerGetDatum(packed)));
	if (PointerGetDatum(packed) != num)
		pfree(packed);
	return result;
}
