package org.hactl.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final List<String> KEYS =
      List.of(
          "interface",
          "virtual_router_id",
          "advert_interval",
          "authentication",
          "addresses",
          "vrrp");

  @ParameterizedTest
  @CsvSource({
    "interfaec, interface",
    "Interface, interface",
    "virtual-router-id, virtual_router_id",
    "advert_int, advert_interval",
    "adresses, addresses",
    "vrpp, vrrp",
  })
  void theNearestWordIsFound(String word, String nearest) {
    assertThat(Nearest.to(word, KEYS)).contains(nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "scheduler", "zzzz", "state"})
  void aWordThatIsNotSimilarHasNoSuggestion(String word) {
    assertThat(Nearest.to(word, KEYS)).isEmpty();
  }

  @Test
  void twoNeighboursSwappedAreOneEdit() {
    assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "500ms, PT0.5S",
    "1h30m, PT1H30M",
    "2m, PT2M",
    "1.5s, PT1.5S",
    "0s, PT0S",
    "1d, PT24H",
    "10us, PT0.00001S",
  })
  void aDurationHasUnits(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "s",
        "1 s",
        "-1s",
        "1x",
        "1s2",
        "1e3s",
        "99999999999999999999d",
        "\u0661s"
      })
  void aNumberWithoutAUnitIsNotADuration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() {
    Mark mark = new SourceText(Path.of("x"), "a\u001b[31m\tb").at(1, 2);
    assertThat(Problem.at(mark, "bad \u001b[0m", null).render())
        .isEqualTo("x:1:2: bad \uFFFD[0m\n    a\uFFFD[31m b\n     ^");
  }

  @Test
  void aLongLineIsCutAroundThePlace() {
    Mark mark = new SourceText(Path.of("x"), "y".repeat(1000) + "!" + "z".repeat(1000)).at(1, 1001);
    List<String> lines = Problem.at(mark, "here", null).render().lines().toList();
    assertThat(lines.get(1)).hasSizeLessThan(200);
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('!');
  }
}
