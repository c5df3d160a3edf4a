package org.hactl.linux;

import java.util.Arrays;

/**
 * What a router needs to know of an interface.
 *
 * @param index the kernel's number for it; another one means that it is another interface
 * @param running up, with carrier
 * @param hardwareAddress 6 bytes
 * @param primaryAddress an IPv4 address as a big-endian number; 0 for none
 */
public record LinkFacts(int index, boolean running, byte[] hardwareAddress, int primaryAddress) {
  public LinkFacts {
    hardwareAddress = hardwareAddress.clone();
  }

  @Override
  public byte[] hardwareAddress() {
    return hardwareAddress.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkFacts facts
        && index == facts.index
        && running == facts.running
        && primaryAddress == facts.primaryAddress
        && Arrays.equals(hardwareAddress, facts.hardwareAddress);
  }

  @Override
  public int hashCode() {
    return 31 * index + primaryAddress;
  }
}
