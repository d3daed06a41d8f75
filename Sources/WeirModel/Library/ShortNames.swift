/// Names that people say, and the repositories of the Hugging Face hub that they mean.
public enum ShortNames {
  /// The repositories that a name may stand for, itself first.
  ///
  /// Old repositories without an owner have moved to one; caches hold them under either name.
  public static func repositories(for name: String) -> [String] {
    var names = [name]
    if let repository = table[name.lowercased()] { names.append(repository) }
    for candidate in names {
      if let owner = adoptedBy[candidate] { names.append("\(owner)/\(candidate)") }
      if let slash = candidate.firstIndex(of: "/") {
        let bare = String(candidate[candidate.index(after: slash)...])
        if adoptedBy[bare] == String(candidate[..<slash]) { names.append(bare) }
      }
    }
    return names
  }

  /// The repository to fetch for a name.
  public static func repository(for name: String) -> String {
    repositories(for: name).last { $0.contains("/") } ?? name
  }

  /// All short names, sorted.
  public static var all: [String] { table.keys.sorted() }

  /// Repositories that once had no owner, and the owner that they have now.
  private static let adoptedBy: [String: String] = [
    "gpt2": "openai-community", "gpt2-medium": "openai-community", "gpt2-large": "openai-community",
    "gpt2-xl": "openai-community", "distilgpt2": "distilbert", "bert-base-uncased": "google-bert",
    "bert-base-cased": "google-bert", "bert-large-uncased": "google-bert", "bert-large-cased": "google-bert",
    "distilbert-base-uncased": "distilbert", "roberta-base": "FacebookAI", "roberta-large": "FacebookAI",
    "t5-small": "google-t5", "t5-base": "google-t5", "t5-large": "google-t5",
  ]

  private static let table: [String: String] = {
    var table: [String: String] = [
      "gpt2-small": "gpt2", "distilgpt2-small": "distilgpt2", "gpt-j": "EleutherAI/gpt-j-6b",
      "gpt-j-6b": "EleutherAI/gpt-j-6b", "gpt-neox-20b": "EleutherAI/gpt-neox-20b",
      "mistral-7b": "mistralai/Mistral-7B-v0.1", "mistral-7b-instruct": "mistralai/Mistral-7B-Instruct-v0.1",
      "mixtral-8x7b": "mistralai/Mixtral-8x7B-v0.1", "gemma-2b": "google/gemma-2b", "gemma-7b": "google/gemma-7b",
      "gemma-2-2b": "google/gemma-2-2b", "gemma-2-9b": "google/gemma-2-9b", "gemma-3-270m": "google/gemma-3-270m",
      "gemma-3-1b": "google/gemma-3-1b-pt", "phi-1": "microsoft/phi-1", "phi-1_5": "microsoft/phi-1_5",
      "phi-2": "microsoft/phi-2", "phi-3": "microsoft/Phi-3-mini-4k-instruct",
      "llama-2-7b": "meta-llama/Llama-2-7b-hf", "llama-2-13b": "meta-llama/Llama-2-13b-hf",
      "llama-3-8b": "meta-llama/Meta-Llama-3-8B", "llama-3.1-8b": "meta-llama/Llama-3.1-8B",
      "llama-3.2-1b": "meta-llama/Llama-3.2-1B", "llama-3.2-3b": "meta-llama/Llama-3.2-3B",
      "olmo-2-1b": "allenai/OLMo-2-0425-1B", "olmo-2-7b": "allenai/OLMo-2-1124-7B",
      "bert-base": "bert-base-uncased", "bert-large": "bert-large-uncased", "distilbert": "distilbert-base-uncased",
      "vit-base": "google/vit-base-patch16-224", "all-minilm-l6-v2": "sentence-transformers/all-MiniLM-L6-v2",
    ]
    func family(_ prefix: String, _ sizes: [String], _ repository: (String) -> String) {
      for size in sizes { table["\(prefix)-\(size)".lowercased()] = repository(size) }
    }
    let pythia = ["14m", "31m", "70m", "160m", "410m", "1b", "1.4b", "2.8b", "6.9b", "12b"]
    family("pythia", pythia) { "EleutherAI/pythia-\($0)" }
    family("pythia", pythia.map { "\($0)-deduped" }) { "EleutherAI/pythia-\($0)" }
    family("gpt-neo", ["125m", "1.3B", "2.7B"]) { "EleutherAI/gpt-neo-\($0)" }
    family("opt", ["125m", "350m", "1.3b", "2.7b", "6.7b", "13b"]) { "facebook/opt-\($0)" }
    family("bloom", ["560m", "1b1", "1b7", "3b", "7b1"]) { "bigscience/bloom-\($0)" }
    family("qwen2", ["0.5B", "1.5B", "7B"]) { "Qwen/Qwen2-\($0)" }
    family("qwen2.5", ["0.5B", "1.5B", "3B", "7B"]) { "Qwen/Qwen2.5-\($0)" }
    family("qwen3", ["0.6B", "1.7B", "4B", "8B"]) { "Qwen/Qwen3-\($0)" }
    family("tinystories", ["1M", "3M", "8M", "28M", "33M"]) { "roneneldan/TinyStories-\($0)" }
    family("attn-only", ["1l", "2l", "3l", "4l"]) { "NeelNanda/Attn_Only_\($0.uppercased())512W_C4_Code" }
    family("gelu", ["1l", "2l", "3l", "4l"]) { "NeelNanda/GELU_\($0.uppercased())512W_C4_Code" }
    return table
  }()
}
