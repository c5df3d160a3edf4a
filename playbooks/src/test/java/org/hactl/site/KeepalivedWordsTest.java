package org.hactl.site;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every keyword of keepalived has a row in {@code docs/keepalived.md}. */
class KeepalivedWordsTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void everyWordOfItsVrrpHasARow() throws IOException {
    List<String> words = Files.readAllLines(Path.of("src/test/resources/keepalived-keywords.txt"));

    assertThat(words).hasSizeGreaterThan(180).doesNotHaveDuplicates();
    assertThat(wordsWithARow()).containsAll(words);
  }

  /** The quoted words of the first column. */
  private static Set<String> wordsWithARow() throws IOException {
    return Files.readAllLines(Path.of("../docs/keepalived.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(cell -> QUOTED.matcher(cell).results())
        .map(quoted -> quoted.group(1))
        .collect(toSet());
  }
}
