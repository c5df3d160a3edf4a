package org.hactl.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.control.view.Finding;

/** Findings as JSON objects. */
public final class FindingsJson {
  private FindingsJson() {}

  public static List<Map<String, String>> of(List<Finding> findings) {
    return findings.stream().map(FindingsJson::of).toList();
  }

  private static Map<String, String> of(Finding finding) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    object.put("kind", finding.kind().code());
    object.put("text", finding.text());
    object.put("cause", finding.cause());
    object.put("next", finding.next());
    return object;
  }
}
