/// Characters by name: `\alpha` and Tab is α.
enum UnicodeEntry {
  /// The completion of a backslash and letters before the cursor; nil when there is no such thing, or no such name.
  static func completion(_ text: String, at cursor: Int) -> Completion? {
    let typed = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
    guard let mark = typed.lastIndex(of: "\\") else { return nil }
    let name = typed[typed.index(after: mark)...]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    let replaced = (cursor - name.utf8.count - 1)..<cursor
    if let symbol = symbols[String(name)] {
      return Completion(replaced: replaced, candidates: [Candidate(symbol, .symbol, "\\" + name)])
    }
    let found = symbols.filter { $0.key.hasPrefix(name) }.sorted { $0.key < $1.key }
    // Escapes of strings such as `\n` and `\t` begin symbols too; only a longer beginning is surely meant.
    guard !found.isEmpty, name.count > 1 else { return nil }
    return Completion(replaced: replaced, candidates: found.map { Candidate("\\" + $0.key, .symbol, $0.value) })
  }

  /// LaTeX's names.
  static let symbols: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "partial": "∂", "nabla": "∇", "infty": "∞", "sum": "∑", "prod": "∏", "sqrt": "√", "int": "∫", "in": "∈",
    "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "le": "≤", "ge": "≥",
    "neq": "≠", "approx": "≈", "equiv": "≡", "propto": "∝", "pm": "±", "times": "×", "cdot": "·", "circ": "∘",
    "otimes": "⊗", "oplus": "⊕", "to": "→", "leftarrow": "←", "Rightarrow": "⇒", "mapsto": "↦", "ldots": "…",
    "degree": "°", "hbar": "ℏ", "ell": "ℓ", "dagger": "†", "perp": "⊥", "langle": "⟨", "rangle": "⟩",
  ]
}
