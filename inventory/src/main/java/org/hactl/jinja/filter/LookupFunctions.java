package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;
import org.hactl.yaml.Nearest;

/** The functions {@code lookup()} and {@code query()}: files, the environment, and lists. */
final class LookupFunctions {
  private static final String BUILTIN = "ansible.builtin.";
  private static final Set<String> OPTIONS = Set.of("wantlist", "errors", "allow_unsafe");
  private static final Map<String, String> REFUSED =
      Map.of(
          "ini", "use a variable instead",
          "csvfile", "use a variable instead",
          "varnames", "name the variables",
          "pipe", "a template runs no programs",
          "url", "a template reads nothing from the network",
          "password", "it writes a file; use a vaulted variable",
          "random_choice", "the result would differ at each apply; use random(seed=...)",
          "lines", "a template runs no programs",
          "config", "hactl has no settings of Ansible");

  /** One lookup: its terms, and its options by name. */
  @FunctionalInterface
  private interface Lookup {
    List<Object> run(List<Object> terms, Map<String, Object> options, Runtime runtime);
  }

  private static final Map<String, Lookup> ALL =
      Map.ofEntries(
          Map.entry("env", LookupFunctions::environment),
          Map.entry("file", LookupFunctions::file),
          Map.entry("unvault", LookupFunctions::opened),
          Map.entry("template", LookupFunctions::template),
          Map.entry("fileglob", LookupFunctions::glob),
          Map.entry("first_found", LookupFunctions::firstFound),
          Map.entry("vars", LookupFunctions::variables),
          Map.entry("items", (terms, _, _) -> ListLookups.flat(terms)),
          Map.entry("list", (terms, _, _) -> terms),
          Map.entry("dict", (terms, _, runtime) -> ListLookups.dict(terms, runtime)),
          Map.entry("indexed_items", (terms, _, _) -> ListLookups.indexed(terms)),
          Map.entry("nested", (terms, _, runtime) -> ListLookups.nested(terms, runtime)),
          Map.entry("together", (terms, _, runtime) -> ListLookups.together(terms, runtime)),
          Map.entry("sequence", (terms, _, runtime) -> Sequences.run(terms, runtime)));

  private LookupFunctions() {}

  static Object lookup(List<Object> given, Map<String, Object> named, Runtime runtime) {
    Object wantList = named.getOrDefault("wantlist", false);
    return found(given, named, Values.truth(wantList), runtime);
  }

  static Object query(List<Object> given, Map<String, Object> named, Runtime runtime) {
    return found(given, named, true, runtime);
  }

  private static Object found(
      List<Object> given, Map<String, Object> named, boolean wantList, Runtime runtime) {
    if (given.isEmpty()) {
      throw new JinjaException("lookup() takes the name of a lookup");
    }
    Lookup lookup = named(Values.text(given.getFirst()));
    List<Object> terms = new ArrayList<>();
    given.subList(1, given.size()).forEach(term -> terms.add(runtime.open(term)));
    Map<String, Object> options = new LinkedHashMap<>();
    named.forEach((name, value) -> {
      if (!OPTIONS.contains(name)) {
        options.put(name, runtime.open(value));
      }
    });
    String errors = Values.text(named.getOrDefault("errors", "strict"));
    List<Object> results;
    try {
      results = lookup.run(terms, options, runtime);
    } catch (JinjaException e) {
      if (e.undefined() || errors.equals("strict")) {
        throw e;
      }
      return wantList ? new ArrayList<>() : None.NONE;
    }
    runtime.spend(results.size());
    return wantList || results.isEmpty() ? results : single(results, runtime);
  }

  private static Lookup named(String name) {
    String plain = name.startsWith(BUILTIN) ? name.substring(BUILTIN.length()) : name;
    Lookup lookup = ALL.get(plain);
    if (lookup != null) {
      return lookup;
    }
    String why = REFUSED.get(plain);
    if (why != null || plain.contains(".")) {
      throw new JinjaException(
          "the lookup \""
              + name
              + "\" cannot be used: "
              + (why == null ? "the lookups of this collection are not available" : why));
    }
    throw new JinjaException(
        "there is no lookup \"" + name + "\" here",
        -1,
        Nearest.to(name, ALL.keySet()).orElse(null),
        false);
  }

  /** Texts with commas between them; one other value alone; else the list. */
  private static Object single(List<Object> results, Runtime runtime) {
    List<Object> opened = new ArrayList<>();
    results.forEach(result -> opened.add(runtime.reveal(result)));
    if (opened.stream().allMatch(String.class::isInstance)) {
      StringBuilder out = new StringBuilder();
      String comma = "";
      for (Object text : opened) {
        out.append(comma).append(text);
        comma = ",";
      }
      runtime.spend(out.length());
      return out.toString();
    }
    return opened.size() == 1 ? opened.getFirst() : results;
  }

  private static void known(Map<String, Object> options, String... names) {
    for (String name : options.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new JinjaException("this lookup has no option \"" + name + "\" here");
      }
    }
  }

  private static List<Object> environment(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options, "default");
    List<Object> values = new ArrayList<>();
    for (Object term : terms) {
      String name = Chars.strip(Values.text(term));
      values.add(
          runtime
              .controlNode()
              .environment(name)
              .<Object>map(text -> text)
              .orElseGet(() -> Values.defined(options.getOrDefault("default", ""))));
    }
    return values;
  }

  private static List<Object> opened(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options);
    List<Object> texts = new ArrayList<>();
    terms.forEach(term -> texts.add(text("files", Values.text(term), runtime)));
    return texts;
  }

  private static List<Object> template(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options);
    List<Object> texts = new ArrayList<>();
    for (Object term : terms) {
      texts.add(runtime.renderedFile(text("templates", Values.text(term), runtime)));
    }
    return texts;
  }

  /** The text of the file that a lookup names. */
  private static String text(String folder, String name, Runtime runtime) {
    String path =
        runtime
            .controlNode()
            .find(folder, name)
            .orElseThrow(() -> new JinjaException("the lookup finds no file \"" + name + "\""));
    String text = Values.text(runtime.reveal(runtime.controlNode().text(path)));
    runtime.spend(text.length() * 10L);
    return text;
  }

  private static List<Object> file(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options, "lstrip", "rstrip");
    boolean left = Values.truth(options.getOrDefault("lstrip", false));
    boolean right = Values.truth(options.getOrDefault("rstrip", true));
    List<Object> texts = new ArrayList<>();
    for (Object term : terms) {
      String text = text("files", Values.text(term), runtime);
      text = right ? Chars.stripRight(text) : text;
      texts.add(left ? Chars.stripLeft(text) : text);
    }
    return texts;
  }

  private static List<Object> glob(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options);
    ControlNode node = runtime.controlNode();
    List<Object> paths = new ArrayList<>();
    for (Object term : terms) {
      String pattern = Values.text(term);
      int slash = pattern.lastIndexOf('/');
      String folder = slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash);
      node.find("files", folder)
          .ifPresent(found -> paths.addAll(node.glob(found + "/" + pattern.substring(slash + 1))));
    }
    return paths;
  }

  private static List<Object> firstFound(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options, "skip");
    for (Object term : ListLookups.flat(terms)) {
      var found = runtime.controlNode().find("files", Values.text(term));
      if (found.isPresent()) {
        return new ArrayList<>(List.of(found.get()));
      }
    }
    if (Values.truth(options.getOrDefault("skip", false))) {
      return new ArrayList<>();
    }
    throw new JinjaException("the lookup \"first_found\" finds none of the files");
  }

  private static List<Object> variables(
      List<Object> terms, Map<String, Object> options, Runtime runtime) {
    known(options, "default");
    List<Object> values = new ArrayList<>();
    for (Object term : terms) {
      String name = Values.text(term);
      Object value = runtime.variables().get(name).orElse(Undefined.of("", -1));
      if (value instanceof Undefined) {
        value = options.getOrDefault("default", None.NONE);
        if (value == None.NONE) {
          throw new JinjaException(
              "the variable \"" + name + "\" is not defined",
              -1,
              runtime.variables().nearest(name).orElse(null),
              true);
        }
      }
      values.add(value);
    }
    return values;
  }
}
