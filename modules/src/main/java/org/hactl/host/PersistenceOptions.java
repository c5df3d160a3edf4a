package org.hactl.host;

import org.jspecify.annotations.Nullable;

/**
 * Who counts as one client of a persistent service.
 *
 * @param prefix how many leading bits of a client's address; null for the whole address
 * @param engine IPVS's persistence engine, {@code sip}; null for addresses
 */
public record PersistenceOptions(@Nullable Integer prefix, @Nullable String engine) {
  /** Every address is a client. */
  public static final PersistenceOptions NONE = new PersistenceOptions(null, null);
}
