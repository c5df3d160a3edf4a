package org.hactl.linux.file;

import com.sun.jna.LastErrorException;
import java.util.Arrays;
import java.util.Map;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/** A descriptor that is open for writing. */
final class PosixFile implements WritableFile {
  private final int fd;
  private final String path;

  /**
   * @param path for error messages
   */
  PosixFile(int fd, String path) {
    this.fd = fd;
    this.path = path;
  }

  @Override
  public void write(byte[] content) {
    int done = 0;
    while (done < content.length) {
      byte[] rest = done == 0 ? content : Arrays.copyOfRange(content, done, content.length);
      done += SystemCall.runInt("write", path, () -> LibC.write(fd, rest, rest.length));
    }
  }

  @Override
  public void changeOwner(int uid, int gid) {
    SystemCall.run("chown", path, () -> LibC.fchown(fd, uid, gid));
  }

  @Override
  public void changeSecurity(Map<String, byte[]> security) {
    try {
      SecurityAttributes.write(fd, security);
    } catch (LastErrorException e) {
      throw SystemCall.failure("set the access control list of", path, e);
    }
  }

  @Override
  public void changeMode(int mode) {
    SystemCall.run("chmod", path, () -> LibC.fchmod(fd, mode));
  }

  @Override
  public void sync() {
    SystemCall.run("fsync", path, () -> LibC.fsync(fd));
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
