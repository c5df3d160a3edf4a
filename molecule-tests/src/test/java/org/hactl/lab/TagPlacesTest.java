package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests with a tag run after the others and in another JVM. Of a class that has both kinds, the
 * second report would take the place of the first one, with its failures.
 */
class TagPlacesTest {
  @Test
  void aTagStandsOnAClassAndNotOnAMethod() throws IOException {
    Path root = ControlNode.repository();
    List<Path> tagged;
    try (Stream<Path> files = Files.find(root, 20, (path, _) -> isTest(root, path))) {
      tagged = files.filter(TagPlacesTest::tagsAMethod).map(root::relativize).toList();
    }
    assertThat(tagged).as("move these methods to a class of their own").isEmpty();
  }

  private static boolean isTest(Path root, Path path) {
    String name = root.relativize(path).toString();
    return name.contains("src/test/java/") && name.endsWith("Test.java");
  }

  private static boolean tagsAMethod(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.anyMatch(line -> line.startsWith("  @Tag("));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
