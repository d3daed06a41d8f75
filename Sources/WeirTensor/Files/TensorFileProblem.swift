import WeirText

/// What is wrong with a file of tensors.
public enum TensorFileProblem: Problem, Equatable {
  case notNpy
  case npyVersion(Int)
  case npyType(String)
  case badNpyHeader(String)
  case truncated(needed: Int?, found: Int)
  case badMetadata(tensor: String, String)

  public var code: String {
    switch self {
    case .notNpy: "E7201"
    case .npyVersion: "E7202"
    case .npyType: "E7203"
    case .badNpyHeader: "E7204"
    case .truncated: "E7205"
    case .badMetadata: "E7206"
    }
  }

  public var message: String {
    switch self {
    case .notNpy: "this is not an npy file: it does not begin with NumPy's mark"
    case .npyVersion(let version): "this npy file has format version \(version), and versions 1 to 3 can be read"
    case .npyType(let type): "the npy file holds `\(Visible.text(type))`, and only real numbers can be read"
    case .badNpyHeader(let reason): "the npy file's header cannot be read: \(Visible.text(reason))"
    case .truncated(let needed?, let found): "the file ends at byte \(found), and its header promises \(needed)"
    case .truncated(nil, let found): "the file ends at byte \(found), and its header promises more than can be counted"
    case .badMetadata(let tensor, let reason):
      "the metadata of tensor `\(Visible.text(tensor))` cannot be read: \(Visible.text(reason))"
    }
  }

  public var help: [String] {
    switch self {
    case .npyType: ["save it as float32 first: `numpy.save(path, x.astype(\"float32\"))`"]
    default: []
    }
  }
}
