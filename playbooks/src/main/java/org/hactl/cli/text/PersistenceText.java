package org.hactl.cli.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hactl.api.HostStatus.PersistenceView;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.view.TimeSpans;

/**
 * What becomes of the clients that a persistent service keeps with a drained real server. IPVS
 * remembers each client in a template; whether a template of a real server with weight 0 still
 * counts, is up to {@code net.ipv4.vs.expire_quiescent_template}.
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
                        clients(target.name(), persistence))));
      }
    }
    return List.copyOf(sentences);
  }

  private static String clients(String realServer, PersistenceView persistence) {
    Boolean leaves = persistence.leavesQuiescent();
    String span = TimeSpans.span(persistence.millis());
    if (leaves == null) {
      return "%s could not be read; unless it is 1, known clients still come to %s until they have stayed away for %s"
          .formatted(PARAMETER, realServer, span);
    }
    return leaves
        ? "%s is 1, so known clients of %s go elsewhere with their next connection"
            .formatted(PARAMETER, realServer)
        : ("%s is 0, so known clients still come to %s until they have stayed away for %s;"
                + " set it to 1 in the site (sysctls) to send them elsewhere")
            .formatted(PARAMETER, realServer, span);
  }
}
