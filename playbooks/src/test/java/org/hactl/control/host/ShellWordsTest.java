package org.hactl.control.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.ssh.LocalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that every login shell passes on unchanged. */
class ShellWordsTest {
  private static final String EVERY_CHARACTER =
      IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining())
          + "\n\\\\n \\0 %s %% !! '' \"\" $( ` ";

  @Test
  void aScriptKeepsEveryCharacter() throws Exception {
    try (LocalLink link = new LocalLink()) {
      String script = "cat <<'END'\n" + EVERY_CHARACTER + "\nEND\necho \"$0 $1\"\n";
      assertThat(
              link.run(
                      ShellWords.script(script) + " hactl " + ShellWords.quote("it's"),
                      InputStream.nullInputStream(),
                      _ -> {},
                      Duration.ofSeconds(60))
                  .out())
          .isEqualTo(EVERY_CHARACTER + "\nhactl it's\n");
    }
  }

  /**
   * In csh a quoted word ends with its line, and an exclamation mark recalls an earlier command
   * even in quotes; in fish a backslash protects a quote in quotes.
   */
  @ParameterizedTest
  @EnumSource(HostScript.class)
  void aScriptIsOneQuotedWordInEveryShell(HostScript script) {
    String command = ShellWords.script(ShellNoise.marked(script.text()));
    assertThat(command).startsWith("sh -c '").endsWith("'");
    assertThat(command.substring("sh -c '".length(), command.length() - 1))
        .doesNotContain("\n", "'", "!", "\\\\", "\\'");
  }
}
