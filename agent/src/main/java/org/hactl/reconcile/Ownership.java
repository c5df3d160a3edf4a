package org.hactl.reconcile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;

/** The ownership journal, as a pass needs it. Safe for use by both workers. */
public interface Ownership {
  Collection<Owned> ofKind(String kind);

  Optional<Owned> find(ResourceId id);

  /**
   * Records these entries, and replaces earlier entries of the same resources. The entries survive
   * a power cut when this returns.
   */
  void take(List<Owned> owned) throws IOException;

  /** Removes the entries of these resources. A power cut may undo this, which is harmless. */
  void release(List<ResourceId> ids) throws IOException;
}
