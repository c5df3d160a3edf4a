package org.hactl.reconcile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;

/** The ownership journal of a host that never crashes. */
public final class MemoryOwnership implements Ownership {
  final Map<ResourceId, Owned> owned = new TreeMap<>();
  boolean full;

  @Override
  public Collection<Owned> ofKind(String kind) {
    return owned.values().stream().filter(each -> each.id().kind().equals(kind)).toList();
  }

  @Override
  public Optional<Owned> find(ResourceId id) {
    return Optional.ofNullable(owned.get(id));
  }

  @Override
  public void take(List<Owned> taken) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    taken.forEach(each -> owned.put(each.id(), each));
  }

  @Override
  public void release(List<ResourceId> ids) {
    ids.forEach(owned::remove);
  }
}
