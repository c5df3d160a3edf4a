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
   * Remembers these, replacing what was remembered of the same resources. They survive a power cut
   * when this returns.
   */
  void take(List<Owned> owned) throws IOException;

  /** Forgets these; may be lost again in a power cut, which is harmless. */
  void release(List<ResourceId> ids) throws IOException;
}
