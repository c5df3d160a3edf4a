package org.hactl.cli.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hactl.api.ServiceView.PersistenceView;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.view.TimeSpans;

/**
 * What becomes of the clients that a persistent service keeps with a drained real server. IPVS
 * remembers each client in a template; whether a template of a real server with weight 0 still
 * counts, is up to {@code net.ipv4.vs.expire_quiescent_template}. A director sets it to 1 while a
 * real server of a persistent service is drained, unless the site says otherwise.
 */
public final class PersistenceText {
  private static final String PARAMETER = "net.ipv4.vs.expire_quiescent_template";

  private PersistenceText() {}

  /** A sentence for each persistent service on each director; mostly none. */
  public static List<String> of(DrainTarget target) {
    Set<String> sentences = new LinkedHashSet<>();
    for (DrainTarget.Entry entry : target.entries()) {
      PersistenceView persistence = entry.service().persistence();
      if (persistence != null) {
        sentences.add(
            Printable.text(
                "service %s on %s is persistent: %s"
                    .formatted(
                        entry.service().name(),
                        entry.director(),
                        clients(target.name(), persistence, entry.director()))));
      }
    }
    return List.copyOf(sentences);
  }

  private static String clients(String realServer, PersistenceView persistence, String director) {
    if (Boolean.TRUE.equals(persistence.leavesQuiescent())) {
      return "%s is 1, so known clients of %s go elsewhere with their next connection"
          .formatted(PARAMETER, realServer);
    }
    return ("%s sets %s to 1 while %s is drained, so its known clients go elsewhere with their next"
            + " connection; if the site sets it to 0, they still come until they have stayed away"
            + " for %s")
        .formatted(director, PARAMETER, realServer, TimeSpans.span(persistence.millis()));
  }
}
