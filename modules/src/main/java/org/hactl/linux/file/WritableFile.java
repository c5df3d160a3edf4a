package org.hactl.linux.file;

import java.util.Map;

/** A file that is open for writing. */
public interface WritableFile extends AutoCloseable {
  /** Stands for an owner or a group that stays as it is. */
  int UNCHANGED = -1;

  /** Writes all bytes; to a pipe without blocking, and all or none of at most 4096. */
  void write(byte[] content);

  /** Gives it an owner and a group; takes the set-user-ID bit away. */
  void changeOwner(int uid, int gid);

  /** Gives it the attributes of {@link RegularFile#security()}; may change the group's bits. */
  void changeSecurity(Map<String, byte[]> security);

  void changeMode(int mode);

  /** Writes it to the disk. */
  void sync();

  @Override
  void close();
}
