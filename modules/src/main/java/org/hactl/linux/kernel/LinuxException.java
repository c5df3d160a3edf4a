package org.hactl.linux.kernel;

/**
 * The kernel refused a request or a system call. The message has all three: the operation, its
 * object and the kernel's answer.
 */
public class LinuxException extends RuntimeException {
  private final String operation;
  private final String object;
  private final Errno errno;
  private final String kernelText;

  /**
   * @param operation the operation that failed: {@code add address}
   * @param object the object of the operation: {@code 192.168.0.254/24 dev eth0}
   * @param errno what the kernel answered
   * @param kernelText the kernel's own explanation; empty if it gave none
   */
  public LinuxException(String operation, String object, Errno errno, String kernelText) {
    super(message(operation, object, errno, kernelText));
    this.operation = operation;
    this.object = object;
    this.errno = errno;
    this.kernelText = kernelText;
  }

  private static String message(String operation, String object, Errno errno, String kernelText) {
    StringBuilder message = new StringBuilder(operation);
    if (!object.isEmpty()) {
      message.append(' ').append(object);
    }
    message.append(": ");
    if (errno.equals(Errno.NONE)) {
      return message.append(kernelText).toString();
    }
    message.append(errno.text()).append(" (").append(errno.name()).append(')');
    if (!kernelText.isEmpty()) {
      message.append(": ").append(kernelText);
    }
    return message.toString();
  }

  public String operation() {
    return operation;
  }

  public String object() {
    return object;
  }

  public Errno errno() {
    return errno;
  }

  public String kernelText() {
    return kernelText;
  }
}
