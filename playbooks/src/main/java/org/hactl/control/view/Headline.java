package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.hactl.control.view.SiteOverview.RouterLine;
import org.hactl.control.view.SiteOverview.ServiceLine;

/**
 * Whether the site serves, in one line.
 *
 * @param text what is down, then what is wrong, then what serves
 */
public record Headline(Serving serving, String text) {
  /** So many routers and services are named; of more, only their number is told. */
  private static final int NAMED = 4;

  private static final Set<Kind> ENDS_SERVICE =
      Set.of(Kind.NO_MASTER, Kind.VIP_MISSING, Kind.SERVICE_DOWN);

  /** Whether the site serves. */
  public enum Serving {
    YES("serves"),
    AT_RISK("at-risk"),
    NO("down"),
    /** No host that answered is a director. */
    NOTHING("nothing-to-serve");

    private final String code;

    Serving(String code) {
      this.code = code;
    }

    /** The word in JSON. */
    public String code() {
      return code;
    }
  }

  /** The headline of a site. */
  public static Headline of(SiteOverview site, List<Finding> findings) {
    List<String> parts = new ArrayList<>();
    long errors = findings.stream().filter(each -> each.severity() == Severity.ERROR).count();
    long warnings = findings.size() - errors;
    Serving serving = serving(site, findings, errors);
    if (serving != Serving.NO && errors > 0) {
      parts.add(count(errors, "error"));
    }
    if (warnings > 0) {
      parts.add(count(warnings, "warning"));
    }
    if (!site.silent().isEmpty()) {
      parts.add(
          FindingText.list(site.silent())
              + (site.silent().size() == 1 ? " does not answer" : " do not answer"));
    }
    List<String> down = new ArrayList<>();
    List<String> well = new ArrayList<>();
    site.services()
        .forEach(each -> (each.isDown() || each.isReplaced() ? down : well).add(text(each)));
    site.routers().forEach(each -> (each.masters().size() == 1 ? well : down).add(text(each)));
    parts.addAll(0, named(down));
    parts.addAll(named(well));
    return new Headline(serving, String.join("; ", parts));
  }

  private static Serving serving(SiteOverview site, List<Finding> findings, long errors) {
    boolean ends =
        findings.stream()
            .anyMatch(
                each -> each.severity() == Severity.ERROR && ENDS_SERVICE.contains(each.kind()));
    if (ends) {
      return Serving.NO;
    }
    if (errors > 0 || !site.silent().isEmpty()) {
      return Serving.AT_RISK;
    }
    return site.routers().isEmpty() && site.services().isEmpty() ? Serving.NOTHING : Serving.YES;
  }

  private static String text(ServiceLine line) {
    return line.service().name() + ": " + line.text();
  }

  private static String text(RouterLine line) {
    return switch (line.masters().size()) {
      case 0 -> "%s: no master here".formatted(line.name());
      case 1 -> "%s: master %s".formatted(line.name(), line.masters().getFirst());
      default -> "%s: %d masters".formatted(line.name(), line.masters().size());
    };
  }

  private static List<String> named(List<String> texts) {
    if (texts.size() <= NAMED) {
      return texts;
    }
    List<String> shown = new ArrayList<>(texts.subList(0, NAMED - 1));
    shown.add("%d more".formatted(texts.size() - NAMED + 1));
    return shown;
  }

  private static String count(long number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
