package android.print;

import java.util.function.Consumer;

/** Makes the callbacks of printing, which the framework keeps to its own package. */
public final class PrintDriver {
  private PrintDriver() {}

  public static PrintDocumentAdapter.LayoutResultCallback layout(Consumer<PrintDocumentInfo> done) {
    return new PrintDocumentAdapter.LayoutResultCallback() {
      @Override
      public void onLayoutFinished(PrintDocumentInfo info, boolean changed) {
        done.accept(info);
      }
    };
  }
}
