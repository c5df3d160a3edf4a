package org.hactl.host;

import org.jspecify.annotations.Nullable;

/**
 * What a check says to a server, and what it wants to hear.
 *
 * @param send null for nothing
 * @param expect bytes that must be in what the server sends; null if nothing has to come
 */
public record Talk(@Nullable Payload send, @Nullable Payload expect) {
  /** Neither says nor wants to hear anything. */
  public static final Talk NONE = new Talk(null, null);
}
