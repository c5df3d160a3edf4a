package org.hactl.module.packages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;

/**
 * The packages that an installation by hactl brought besides the wanted ones. Each package that
 * hactl installed has them in its entry of the ownership journal, those of earlier installations
 * included, because it may need them too: so the last one to go still knows them. An entry of an
 * earlier agent has none, and that agent does not read them. Pure.
 */
final class CameWith {
  static final String FIELD = "packages that came with it";

  private static final String KEY = "brought";
  private static final String SEPARATOR = ", ";
  private static final int LINE_WIDTH = 80;

  private CameWith() {}

  static Set<String> of(Collection<Owned> entries) {
    return entries.stream()
        .flatMap(entry -> split(entry.prior().getOrDefault(KEY, "")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An entry for a package with which these came. */
  static Owned entry(PackageResource resource, Collection<String> brought) {
    return new Owned(
        resource,
        brought.isEmpty() ? Map.of() : Map.of(KEY, String.join(SEPARATOR, new TreeSet<>(brought))));
  }

  /** What a plan says about packages that go with another one, in lines that are shown whole. */
  static List<FieldChange> removal(Collection<String> names) {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String longer = lines.isEmpty() ? name : lines.getLast() + SEPARATOR + name;
      if (!lines.isEmpty() && longer.length() <= LINE_WIDTH) {
        lines.set(lines.size() - 1, longer);
      } else {
        lines.add(name);
      }
    }
    return lines.stream().map(line -> new FieldChange(FIELD, line, null)).toList();
  }

  /** The packages that go with the package of a change. */
  static Set<String> removed(Change change) {
    return change.fields().stream()
        .filter(field -> field.field().equals(FIELD) && field.from() != null)
        .flatMap(field -> split(String.valueOf(field.from())).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> split(String names) {
    return Arrays.stream(names.split(SEPARATOR, -1))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
