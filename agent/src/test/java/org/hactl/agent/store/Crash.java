package org.hactl.agent.store;

/** The host loses power. */
public final class Crash extends Error {
  Crash(String at) {
    super(at);
  }
}
