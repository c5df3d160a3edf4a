package org.hactl.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.hactl.control.host.HostFacts;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes from a host are either an answer or a failure of this host. */
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
