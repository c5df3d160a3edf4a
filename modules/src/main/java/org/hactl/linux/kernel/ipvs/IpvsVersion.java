package org.hactl.linux.kernel.ipvs;

/** The version of IPVS in the kernel, and how many buckets its connection table has. */
public record IpvsVersion(int major, int minor, int patch, int connectionTableSize) {
  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
