// Numbers as they are stored, 16 bits or 32, as float32. Include it behind Vector.h.

// Sixteen stored numbers as float32.
INLINE v16 VARIANT(load_stored)(const enum weir_element element, const void *x, long index) {
  if (element == WEIR_FLOAT32) return VARIANT(load)((const float *)x + index);
  h16 bits = *(const h16 *)((const unsigned short *)x + index);
  i16 wide = __builtin_convertvector(bits, i16);
  if (element == WEIR_BFLOAT16) return (v16)(wide << 16);
  // As in Conversions.c: exponent and fraction in a float's place are the number times 2^-112.
  v16 magnitude = (v16)((wide & 0x7fff) << 13) * 0x1p112f;
  i16 special = (magnitude >= 65536.0f) & 0x7f800000;
  return (v16)((i16)magnitude | special | (wide & 0x8000) << 16);
}

INLINE float VARIANT(stored)(const enum weir_element element, const void *x, long index) {
  if (element == WEIR_FLOAT32) return ((const float *)x)[index];
  unsigned short some[16] = {((const unsigned short *)x)[index]};
  float lanes[16];
  VARIANT(store)(lanes, VARIANT(load_stored)(element, some, 0));
  return lanes[0];
}

#define SIZE_OF(element) ((element) == WEIR_FLOAT32 ? 4 : 2)
