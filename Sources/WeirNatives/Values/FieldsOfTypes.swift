/// The fields that every value of a type has, for listings where there is no value yet.
public enum FieldsOfTypes {
  /// The fields of a type by the name that declarations give it; none for types that have none of their own.
  public static func names(of type: String) -> [String] {
    switch type {
    case "factored": FactoredObject.fields
    case "figure": FigureObject.fields
    case "model": ModelObject.fields
    case "run": RunObject.fields
    case "tensor": TensorObject.fields
    case "tokens": TokensObject.fields
    default: []
    }
  }
}
