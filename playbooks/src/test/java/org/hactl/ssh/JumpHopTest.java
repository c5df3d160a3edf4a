package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JumpHopTest {
  @ParameterizedTest
  @CsvSource({
    "gate,,gate,22",
    "ops@gate,ops,gate,22",
    "ops@gate:2222,ops,gate,2222",
    "ssh://ops@gate:2222,ops,gate,2222",
    "192.0.2.7:23,,192.0.2.7,23",
    "2001:db8::1,,2001:db8::1,22",
    "[2001:db8::1]:2222,,2001:db8::1,2222",
    "ops@[::1],ops,::1,22"
  })
  void readsAHopAsSshDoes(String text, String user, String host, int port) throws Exception {
    SshEndpoint hop = JumpHop.last(text).endpoint();
    assertThat(hop.address()).isEqualTo(host);
    assertThat(hop.port()).isEqualTo(port);
    assertThat(hop.user()).isEqualTo(Optional.ofNullable(user));
  }

  @Test
  void theHopsBeforeTheLastLeadToIt() throws Exception {
    JumpHop hop = JumpHop.last("a,b@c:5, d");
    assertThat(hop.endpoint().address()).isEqualTo("d");
    assertThat(hop.before()).contains("a,b@c:5");
    assertThatThrownBy(() -> JumpHop.last("a b:c")).isInstanceOf(SshException.class);
  }

  @Test
  void aProxyCommandGetsItsTokensAndNothingThatAShellWouldRun() throws Exception {
    assertThatThrownBy(() -> CommandProxy.of("nc %h %d", config("web1", "root"), "web1"))
        .hasMessage("the ProxyCommand has the token %d");
    assertThatThrownBy(() -> CommandProxy.of("nc %h", config("$(id)", "root"), "web1"))
        .hasMessageContaining("which a shell can read as more than text");
    assertThatThrownBy(() -> CommandProxy.of("nc %r", config("web1", "-oX"), "web1"))
        .isInstanceOf(SshException.class);
  }

  private static SshConfig config(String host, String user) {
    return new SshConfig(
        host,
        22,
        user,
        List.of(),
        new Route.Direct(),
        new HostKeySources(List.of(), List.of(), Optional.empty(), Optional.empty(), false));
  }
}
