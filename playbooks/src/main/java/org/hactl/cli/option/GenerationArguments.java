package org.hactl.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code diff} and {@code rollback}: numbers, then hosts. */
public final class GenerationArguments {
  @Parameters(
      paramLabel = "GENERATION|HOST",
      arity = "0..*",
      description =
          "Numbers of generations, then the hosts and groups (default: all hosts), as with"
              + " --limit.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"--serial", "--site"},
      description =
          "The numbers are serials of the site, not generations, which differ between hosts.")
  public boolean serial;

  /** The numbers before the first host. */
  public List<Long> numbers() {
    return words.stream().takeWhile(GenerationArguments::isNumber).map(Long::valueOf).toList();
  }

  public List<String> hosts() {
    return words.stream().dropWhile(GenerationArguments::isNumber).toList();
  }

  private static boolean isNumber(String word) {
    return word.matches("[0-9]{1,15}");
  }
}
