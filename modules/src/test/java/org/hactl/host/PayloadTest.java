package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void escapesAreBytes() {
    assertThat(Payload.parse("a\\r\\n\\t\\\\\\x00\\xFf").bytes())
        .containsExactly('a', '\r', '\n', '\t', '\\', 0, 0xff);
    assertThat(Payload.parse("ö").bytes()).isEqualTo("ö".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void equalBytesAreEqual() {
    assertThat(Payload.parse("PING\r\n")).isEqualTo(Payload.parse("PING\\r\\n"));
    assertThat(Payload.ofHex("50 49:4e47")).isEqualTo(Payload.parse("PING"));
    assertThat(Payload.parse("ö")).hasToString("\\xc3\\xb6");
  }

  @Test
  void anUnknownEscapeIsRefused() {
    for (String bad : new String[] {"\\", "\\q", "\\x", "\\x0", "\\xgg"}) {
      assertThatThrownBy(() -> Payload.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
