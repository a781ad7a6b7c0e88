/* matmul [--gpu N] [--order N] [--iterations N] [--warm-up N]
 *
 * Multiplies two square matrices of single precision by cuBLAS on one GPU, TF32 off: a control, since next to
 * nothing of it depends on the CPUs. Prints the time of each multiplication, taken on the GPU, and their sum:
 *
 *   GPU 0 [NVIDIA H200]
 *   # times ms: 21.301 21.299
 *   2 matmuls: 0.043s (21.3ms each)
 *   # verified: largest error 0.0103 of 0.0983 allowed, against float64
 */
#include "../cpu/arguments.h"
#include "../cpu/ending.h"
#include "gpu.h"
#include "product_check.h"

#include <cublas_v2.h>
#include <inttypes.h>
#include <stdio.h>
#include <vector>

#define VERSION "1" /* raised when the numbers of two versions must not be compared */

static void blas_check(cublasStatus_t status, const char *call) {
    if (status != CUBLAS_STATUS_SUCCESS)
        fail(ENDING_FAILED, "%s failed: %s (%s)", call, cublasGetStatusString(status),
             cublasGetStatusName(status));
}
#define CHECK_BLAS(call) blas_check(call, #call)

struct product {
    cublasHandle_t blas;
    cudaStream_t stream;
    int order;
    float *a, *b, *c; /* column by column, as cuBLAS has them */
};

static void multiply(const struct product *product) {
    const float one = 1, zero = 0;
    int n = product->order;

    CHECK_BLAS(cublasSgemm(product->blas, CUBLAS_OP_N, CUBLAS_OP_N, n, n, n, &one, product->a, n, product->b,
                           n, &zero, product->c, n));
}

/* Events between the multiplications, all of them queued ahead: the GPU takes the times, and does not wait
 * for the CPU in between. */
static void measure(const struct product *product, const std::vector<cudaEvent_t> &events) {
    CHECK(cudaEventRecord(events[0], product->stream));
    for (size_t i = 1; i < events.size(); i++) {
        multiply(product);
        CHECK(cudaEventRecord(events[i], product->stream));
    }
    CHECK(cudaStreamSynchronize(product->stream));
}

static void print_times(const std::vector<cudaEvent_t> &events) {
    size_t count = events.size() - 1;
    float total = 0;

    printf("# times ms:");
    for (size_t i = 0; i < count; i++) {
        float milliseconds = 0;
        CHECK(cudaEventElapsedTime(&milliseconds, events[i], events[i + 1]));
        printf(" %.4f", milliseconds);
        total += milliseconds;
    }
    printf("\n%zu matmuls: %.3fs (%.1fms each)\n", count, total / 1000, total / (float)count);
}

static bool read_order(const char *text, void *into) {
    return read_whole(text, 1, 65536, (uint64_t *)into);
}

static bool read_count(const char *text, void *into) {
    return read_whole(text, 1, 100000, (uint64_t *)into);
}

int main(int argc, char **argv) {
    uint64_t gpu = 0, order = 8192, iterations = 10, warm_up = 10;
    const struct argument known[] = {
        {"--gpu", "the number of a GPU, counted from 0", read_gpu, &gpu},
        {"--order", "a number of rows from 1 to 65536", read_order, &order},
        {"--iterations", "a whole number from 1 to 100000", read_count, &iterations},
        {"--warm-up", "a whole number from 1 to 100000", read_count, &warm_up},
    };
    struct product product = {};
    size_t bytes;
    int major, minor, patch;
    char version[sizeof VERSION_LINE("matmul", VERSION) + 64];

    end_with_parent();
    CHECK_BLAS(cublasGetProperty(MAJOR_VERSION, &major));
    CHECK_BLAS(cublasGetProperty(MINOR_VERSION, &minor));
    CHECK_BLAS(cublasGetProperty(PATCH_LEVEL, &patch));
    snprintf(version, sizeof version, "%s, cuBLAS %d.%d.%d", VERSION_LINE("matmul", VERSION), major, minor,
             patch);
    read_arguments(argc, argv, version, known, sizeof known / sizeof *known);

    choose_gpu((int)gpu);
    printf("vcpu-bench matmul %s\n", VERSION);
    print_gpu_address((int)gpu);
    printf("# product: %" PRIu64 " x %" PRIu64 " x %" PRIu64 ", FP32, TF32 off, cuBLAS %d.%d.%d\n", order,
           order, order, major, minor, patch);

    product.order = (int)order;
    bytes = (size_t)order * order * sizeof(float);
    CHECK(cudaMalloc((void **)&product.a, bytes));
    CHECK(cudaMalloc((void **)&product.b, bytes));
    CHECK(cudaMalloc((void **)&product.c, bytes));
    CHECK(cudaStreamCreateWithFlags(&product.stream, cudaStreamNonBlocking));
    CHECK_BLAS(cublasCreate(&product.blas));
    CHECK_BLAS(cublasSetStream(product.blas, product.stream));
    CHECK_BLAS(cublasSetMathMode(product.blas, CUBLAS_DEFAULT_MATH));
    fill_randomly(product.a, product.order, 1, product.stream);
    fill_randomly(product.b, product.order, 2, product.stream);

    std::vector<cudaEvent_t> events(iterations + 1);
    for (cudaEvent_t &event : events)
        CHECK(cudaEventCreate(&event));
    for (uint64_t i = 0; i < warm_up; i++)
        multiply(&product);
    /* Not a number: what is verified was written by what was timed. */
    CHECK(cudaMemsetAsync(product.c, 0xff, bytes, product.stream));
    measure(&product, events);

    print_gpu_heading((int)gpu);
    print_times(events);
    double error = product_error(product.a, product.b, product.c, product.order, product.stream);
    double allowed = product_allowed(product.order);
    printf("# verified: largest error %.4f of %.4f allowed, against float64\n", error, allowed);
    if (!(error <= allowed))
        fail(ENDING_FAILED, "the product is wrong or of less than single precision, so its times mean "
                            "nothing: suspect the GPU, or "
                            "NVIDIA_TF32_OVERRIDE in the environment");

    for (cudaEvent_t event : events)
        CHECK(cudaEventDestroy(event));
    CHECK_BLAS(cublasDestroy(product.blas));
    CHECK(cudaStreamDestroy(product.stream));
    for (float *matrix : {product.a, product.b, product.c})
        CHECK(cudaFree(matrix));
    return end_with_output_written();
}
