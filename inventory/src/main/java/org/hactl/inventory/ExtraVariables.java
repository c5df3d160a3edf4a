package org.hactl.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** The variables of {@code -e}: {@code key=value}, a YAML or JSON map, or {@code @file}. */
final class ExtraVariables {
  private static final Path COMMAND_LINE = Path.of("--extra-vars");

  private ExtraVariables() {}

  static List<Variable> read(List<String> arguments, VariableFiles files, Problems problems) {
    List<Variable> variables = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("@")) {
        files.entries(Path.of(argument.substring(1))).forEach(e -> variables.add(variable(e)));
      } else if (argument.stripLeading().startsWith("{")) {
        map(argument, variables, problems);
      } else {
        words(argument, variables, problems);
      }
    }
    return variables;
  }

  private static void map(String argument, List<Variable> into, Problems problems) {
    SourceText source = new SourceText(COMMAND_LINE, argument);
    YamlReader.parse(source, problems)
        .ifPresent(node -> {
          if (node instanceof YamlMap map) {
            map.entries().forEach(e -> into.add(variable(e)));
          } else {
            problems.add(node.at(), "expected a map, found " + node.describe());
          }
        });
  }

  private static void words(String argument, List<Variable> into, Problems problems) {
    SourceText source = new SourceText(COMMAND_LINE, argument);
    try {
      for (IniWords.IniWord word : IniWords.ofArgument(argument, source)) {
        if (word.equalsAt() < 1) {
          problems.add(word.at(), "expected key=value, found \"%s\"".formatted(word.text()));
          continue;
        }
        YamlScalar key = YamlScalar.string(word.at(), word.text().substring(0, word.equalsAt()));
        YamlScalar value = YamlScalar.string(word.at(), word.text().substring(word.equalsAt() + 1));
        into.add(variable(new YamlEntry(key, value)));
      }
    } catch (IllegalArgumentException e) {
      problems.add(source.at(1, 1), String.valueOf(e.getMessage()));
    }
  }

  private static Variable variable(YamlEntry entry) {
    return new Variable(entry.name(), entry.value(), entry.key().at(), Level.EXTRA, "-e");
  }
}
