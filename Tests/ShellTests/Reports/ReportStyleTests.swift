import CKernels
import Testing
import WeirFigure

@testable import WeirShell

@Suite struct ReportStyleTests {
  @Test func thePolicyAllowsExactlyTheReportsStyle() {
    let bytes = Array(ReportStyle.text.utf8)
    var state = weir_sha256()
    var digest = [UInt8](repeating: 0, count: 32)
    weir_sha256_begin(&state)
    weir_sha256_update(&state, bytes, bytes.count)
    weir_sha256_finish(&state, &digest)
    #expect(ReportStyle.digest == "sha256-" + Base64.text(digest), "write this into ReportStyle.digest")
  }
}
