package org.hactl.control.plan;

import java.util.List;
import org.hactl.api.ChangeView;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one host, and what it was made against.
 *
 * @param generation the number of the confirmed generation on the host; 0 for none
 * @param generationDigest the digest of its state; empty for none
 * @param serial of the version of the site that the host holds; 0 for none
 * @param wanted the digest of the state that the host gets
 * @param notes what else would happen, such as an agent to be installed
 * @param failure why there is no plan; null if there is one
 */
public record PlannedHost(
    String host,
    long generation,
    String generationDigest,
    long serial,
    String wanted,
    List<String> notes,
    List<ChangeView> changes,
    @Nullable String failure) {
  public PlannedHost {
    notes = List.copyOf(notes);
    changes = List.copyOf(changes);
  }

  /** A host that could not be planned. */
  public static PlannedHost failed(String host, String failure) {
    return new PlannedHost(host, 0, "", 0, "", List.of(), List.of(), failure);
  }

  /** Whether anything would be done on the host. */
  public boolean pending() {
    return !changes.isEmpty() || !notes.isEmpty();
  }
}
