package org.hactl.agent;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.reconcile.Ownership;

/**
 * What may come with a role is ours before it is there, so that a failover waits for no disk, and a
 * crash in the middle of one leaves nothing unknown behind.
 */
final class Claims {
  private Claims() {}

  /** Writes down what the journal does not have in this form; nothing if it has all. */
  static void take(Ownership ownership, List<Resource> claimed) throws IOException {
    ownership.take(
        claimed.stream().map(resource -> new Owned(resource, prior(ownership, resource))).toList());
  }

  private static Map<String, String> prior(Ownership ownership, Resource resource) {
    return ownership.find(resource.id()).map(Owned::prior).orElse(Map.of());
  }
}
