package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal that fills the start-up cache runs every command to its end. */
class WarmUpTest {
  private static final String DIST = "hactl.dist";

  private final StringWriter out = new StringWriter();
  @TempDir Path folder;
  private String home = "";

  @BeforeEach
  void distribution() throws IOException {
    home = System.getProperty("user.home");
    Files.writeString(
        Files.createDirectories(folder.resolve("agent")).resolve("a.jar"), "no real jar");
    System.setProperty(DIST, folder.toString());
  }

  @AfterEach
  void reset() {
    System.clearProperty(DIST);
  }

  @Test
  void everyCommandReachesTheHostsInMemory() {
    String said = warmUp();
    assertThat(commands(said)).contains("plan", "apply", "status", "drift", "history", "events");
    assertThat(said)
        .contains("the agent and its runtime were installed")
        .contains("web1 : ok=2 changed=2 unreachable=0 failed=0")
        .contains("Nothing to change: every host matches the site.");
  }

  @Test
  void nothingIsLeft() {
    assertThat(rehearsalFolder(warmUp())).doesNotExist();
    assertThat(System.getProperty("user.home")).isEqualTo(home);
    assertThat(System.getProperty("hactl.home")).isNull();
  }

  private String warmUp() {
    int status = Main.commandLine().setOut(new PrintWriter(out, true)).execute("warm-up");
    assertThat(status).as(out.toString()).isZero();
    return out.toString();
  }

  private static List<String> commands(String said) {
    return said.lines()
        .filter(line -> line.startsWith("hactl "))
        .map(line -> line.split(" ", 3)[1])
        .distinct()
        .toList();
  }

  /** The folder of the rehearsal, from the first command that it printed. */
  private static Path rehearsalFolder(String said) {
    Matcher inventory = Pattern.compile("--inventory (\\S+)/hosts.yml").matcher(said);
    assertThat(inventory.find()).as(said).isTrue();
    return Path.of(inventory.group(1));
  }
}
