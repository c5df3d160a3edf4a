package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

/** Which of the secrets of several generations are in the whole state folder. */
class SupersededSecretsTest extends TestAgent {
  @Test
  void theSecretsOfTheGenerationsThatARollbackCanNeedStay() throws IOException {
    try (Running agent = start()) {
      for (int i = 1; i <= HostState.DEFAULT_GENERATIONS + 1; i++) {
        confirm(agent, generation(i));
      }
      assertThat(onDisk()).containsExactly("content2", "content3", "passwrd2", "passwrd3");
    }
    try (Running _ = start()) {
      assertThat(onDisk()).containsExactly("content2", "content3", "passwrd2", "passwrd3");
    }
  }

  @Test
  void ofAGenerationThatWasRolledBackNothingStays() throws IOException {
    try (Running agent = start()) {
      confirm(agent, generation(1));
      long number = apply(agent, generation(2), new ArrayList<>()).generation();
      assertThat(onDisk()).contains("content2", "passwrd2");
      agent.core().generations().rollback(number, _ -> {});
      assertThat(onDisk()).containsExactly("content1", "passwrd1");
    }
  }

  @Test
  void aSecretThatIsGivenUpGoesWhenNoRollbackCanNeedIt() throws IOException {
    try (Running agent = start()) {
      confirm(agent, generation(1));
      for (int i = 1; i < HostState.DEFAULT_GENERATIONS; i++) {
        confirm(agent, state(List.of(ROUTER), file("/etc/motd", "hello " + i)));
        assertThat(onDisk()).containsExactly("content1", "passwrd1");
      }
      confirm(agent, state(List.of(ROUTER), file("/etc/motd", "hello")));
      assertThat(onDisk()).isEmpty();
    }
  }

  private static HostState generation(int number) {
    return state(
        List.of(
            VirtualRouterSpec.of(
                    "VI_1",
                    2,
                    51,
                    "eth0",
                    100,
                    1_000,
                    true,
                    0,
                    Authentication.pass("passwrd" + Integer.toHexString(number)),
                    List.of("192.168.0.254/24"),
                    GratuitousArp.DEFAULT)
                .holding(ROUTER.held())),
        file("/etc/secret", "content" + number));
  }

  private Set<String> onDisk() throws IOException {
    Set<String> found = new TreeSet<>();
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (int i = 1; i <= 3; i++) {
        for (String secret : List.of("content" + i, "passwrd" + i)) {
          // Not a longer number, as in content10.
          if (text.contains(secret + "\"")) {
            found.add(secret);
          }
        }
      }
    }
    return found;
  }
}
