package org.hactl.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host says to the control node, it is an answer or that host's failure. */
class HostAnswersFuzz {
  static Stream<byte[]> said() {
    return Stream.of(
        SaidBytes.answers(), FakeAgent.probeText("d1").getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("said")
  @FuzzTest
  void said(byte[] bytes) {
    SaidBytes.askAll(bytes);
    var _ = HostFacts.parse(new String(bytes, StandardCharsets.UTF_8));
  }
}
