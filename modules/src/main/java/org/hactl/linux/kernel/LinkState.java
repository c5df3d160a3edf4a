package org.hactl.linux.kernel;

import org.hactl.linux.net.MacAddress;

/**
 * What the kernel tells of an interface without waiting.
 *
 * @param running whether it is up and has a carrier
 */
public record LinkState(boolean running, MacAddress hardwareAddress) {
  /** The state of an interface, from all facts about it. */
  public static LinkState of(LinkFacts facts) {
    return new LinkState(facts.running(), facts.hardwareAddress());
  }
}
