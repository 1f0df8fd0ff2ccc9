package android.print;

import java.util.function.Consumer;

/** Makes the callbacks of printing, which the framework keeps to its own package. What came of it is told as a word. */
public final class PrintDriver {
  private PrintDriver() {}

  public static PrintDocumentAdapter.LayoutResultCallback layout(Consumer<PrintDocumentInfo> done, Consumer<String> outcome) {
    return new PrintDocumentAdapter.LayoutResultCallback() {
      @Override
      public void onLayoutFinished(PrintDocumentInfo info, boolean changed) {
        done.accept(info);
        outcome.accept(changed ? "changed" : "unchanged");
      }

      @Override
      public void onLayoutCancelled() {
        outcome.accept("cancelled");
      }
    };
  }

  public static PrintDocumentAdapter.WriteResultCallback write(Consumer<String> outcome) {
    return new PrintDocumentAdapter.WriteResultCallback() {
      @Override
      public void onWriteFinished(PageRange[] pages) {
        outcome.accept("written");
      }

      @Override
      public void onWriteFailed(CharSequence problem) {
        outcome.accept(problem.toString());
      }

      @Override
      public void onWriteCancelled() {
        outcome.accept("cancelled");
      }
    };
  }
}
