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

  /** The page has VRRP first; a word such as {@code weight} has a row there and one after it. */
  private static final String FIRST_OF_LVS = "## Virtual services";

  @Test
  void everyWordOfItsVrrpHasARow() throws IOException {
    List<String> words = words("keepalived-keywords.txt");

    assertThat(words).hasSizeGreaterThan(180).doesNotHaveDuplicates();
    assertThat(wordsWithARow(page())).containsAll(words);
  }

  @Test
  void everyWordOfItsVirtualServersAndCheckersHasARow() throws IOException {
    List<String> words = words("keepalived-lvs-keywords.txt");
    List<String> page = page();

    assertThat(words).hasSizeGreaterThan(130).doesNotHaveDuplicates();
    assertThat(wordsWithARow(page.subList(page.indexOf(FIRST_OF_LVS), page.size())))
        .containsAll(words);
  }

  private static List<String> words(String file) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources", file));
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("../docs/keepalived.md"));
  }

  /** The quoted words of the first column. */
  private static Set<String> wordsWithARow(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(cell -> QUOTED.matcher(cell).results())
        .map(quoted -> quoted.group(1))
        .collect(toSet());
  }
}
