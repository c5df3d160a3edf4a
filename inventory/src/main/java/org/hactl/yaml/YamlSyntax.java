package org.hactl.yaml;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Explains an error of the parser to the person who wrote the file. */
final class YamlSyntax {
  private YamlSyntax() {}

  static String explain(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    if (problem.contains("TAB")) {
      return "a tab where YAML needs spaces";
    }
    if (problem.contains("but found another document")) {
      return "a second document begins here; one file holds one document";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "no \": \" is allowed here; is the indentation right, or does a text need quotes?";
    }
    if (problem.contains("found undefined alias")) {
      return "an alias to an anchor that does not exist" + lastWord(problem);
    }
    if (problem.contains("could not find expected ':'")) {
      return "no \":\" after a key";
    }
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return "not valid YAML: " + problem + context;
  }

  static String explain(YAMLException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (message.contains("aliases")) {
      return "too many aliases";
    }
    if (message.contains("Nesting Depth") || message.contains("nesting")) {
      return "nested too deeply";
    }
    if (message.contains("code points")) {
      return "the document is too long";
    }
    return "not valid YAML: " + message.lines().findFirst().orElse("");
  }

  private static String lastWord(String problem) {
    String name = problem.substring(problem.lastIndexOf(' ') + 1);
    return ": " + name;
  }
}
