package org.hactl.jinja.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.python.JinjaException;
import org.hactl.yaml.Nearest;

/** All filters by name. */
public final class Filters {
  private static final String BUILTIN = "ansible.builtin.";
  private static final Map<String, Filter> ALL = new HashMap<>();

  /** Filters of Jinja and Ansible that are refused, with the reason. */
  private static final Map<String, String> REFUSED = new HashMap<>();

  static {
    for (List<Filter> some :
        List.of(
            TextFilters.all(),
            ListFilters.all(),
            SelectionFilters.all(),
            SetFilters.all(),
            MapFilters.all(),
            NumberFilters.all(),
            RegexFilters.all(),
            DataFilters.all(),
            PathFilters.all(),
            FileFilters.all(),
            MarkupFilters.all(),
            PasswordFilters.all(),
            RandomFilters.all(),
            TimeFilters.all(),
            Urls.filters())) {
      some.forEach(filter -> ALL.put(filter.name(), filter));
    }
    alias("count", "length");
    alias("d", "default");
    alias("e", "escape");
    refuse("write a vaulted value instead", "vault", "unvault");
    refuse(
        "the filters of this collection are not available",
        "ipaddr",
        "ipv4",
        "ipv6",
        "ipmath",
        "ipsubnet",
        "ipwrap",
        "hwaddr",
        "macaddr",
        "cidr_merge",
        "nthhost",
        "network_in_network",
        "network_in_usable",
        "next_nth_usable",
        "previous_nth_usable",
        "reduce_on_network",
        "slaac",
        "json_query",
        "parse_cli",
        "parse_xml",
        "type5_pw",
        "vlan_parser",
        "xml_to_json",
        "json_to_xml");
    refuse("it is not supported", "urlize");
  }

  /** Filters that are Jinja's own, which Ansible does not know by a longer name. */
  private static final Set<String> OF_JINJA =
      Set.of(
          "abs",
          "batch",
          "capitalize",
          "center",
          "count",
          "d",
          "default",
          "dictsort",
          "e",
          "escape",
          "filesizeformat",
          "first",
          "float",
          "forceescape",
          "format",
          "groupby",
          "indent",
          "int",
          "items",
          "join",
          "last",
          "length",
          "list",
          "lower",
          "map",
          "max",
          "min",
          "reject",
          "rejectattr",
          "replace",
          "reverse",
          "round",
          "safe",
          "select",
          "selectattr",
          "slice",
          "sort",
          "string",
          "sum",
          "title",
          "tojson",
          "trim",
          "truncate",
          "upper",
          "urlencode",
          "wordcount");

  private Filters() {}

  private static void alias(String name, String of) {
    Filter filter = ALL.get(of);
    if (filter == null) {
      throw new IllegalStateException(of);
    }
    ALL.put(name, filter);
  }

  private static void refuse(String why, String... names) {
    for (String name : names) {
      REFUSED.put(name, why);
    }
  }

  public static Filter get(String name) {
    String plain = name.startsWith(BUILTIN) ? name.substring(BUILTIN.length()) : name;
    Filter filter = ALL.get(plain);
    if (filter != null && (plain.equals(name) || !OF_JINJA.contains(plain))) {
      return filter;
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    String why =
        Optional.ofNullable(REFUSED.get(last))
            .orElse(
                name.contains(".") && plain.equals(name)
                    ? "the filters of this collection are not available"
                    : "");
    if (!why.isEmpty()) {
      throw new JinjaException("the filter \"" + name + "\" cannot be used: " + why);
    }
    throw new JinjaException(
        "there is no filter \"" + name + "\"",
        -1,
        Nearest.to(name, ALL.keySet()).orElse(null),
        false);
  }
}
