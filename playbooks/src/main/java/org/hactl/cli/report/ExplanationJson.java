package org.hactl.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.control.explain.Explanation;
import org.hactl.control.explain.Step;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON: one document for each service, or one line for each step. */
public final class ExplanationJson {
  private ExplanationJson() {}

  public static void print(
      PrintWriter out, VirtualServiceSpec service, Explanation explanation, boolean lines) {
    ObjectMapper mapper = new ObjectMapper();
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    explanation
        .parts()
        .forEach((about, all) -> all.forEach(step -> steps.add(step(service, about, step))));
    try {
      if (lines) {
        for (Map<String, @Nullable Object> step : steps) {
          out.println(mapper.writeValueAsString(step));
        }
        return;
      }
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("service", service.name());
      document.put("address", service.text());
      document.put("steps", steps);
      document.put(
          "reason", explanation.reason().map(step -> step(service, "reason", step)).orElse(null));
      out.println(mapper.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an explanation has no JSON form", e);
    }
  }

  private static Map<String, @Nullable Object> step(
      VirtualServiceSpec service, String about, Step step) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("service", service.name());
    fields.put("about", about);
    fields.put("host", step.host());
    fields.put("verdict", step.verdict().name().toLowerCase(Locale.ROOT));
    fields.put("text", step.text());
    fields.put("next", step.next());
    return fields;
  }
}
