package org.hactl.lab;

/** How the lab's hosts are made. */
public enum Driver {
  /** A guest kernel for each host, with systemd, OpenSSH, IPVS and its own disk. */
  UML,
  /** A network namespace of this machine's kernel for each host: fast, without SSH or IPVS. */
  NETNS
}
