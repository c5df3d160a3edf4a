package org.hactl.api;

/**
 * Who has locked a host against other applies.
 *
 * @param owner in the form {@code ann@desk}
 * @param purpose in the form {@code apply}
 */
public record LockView(String owner, String purpose, long sinceMillis) {}
