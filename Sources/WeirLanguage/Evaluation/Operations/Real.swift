// Functions of real numbers that the standard library of Swift leaves to the system.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Real {
  static func power(_ base: Double, _ exponent: Double) -> Double {
    exponent == 2 ? base * base : pow(base, exponent)
  }
}
