# Read by CMake after each project() of llama-cpp-python, which turns this on by force. llama.cpp's
# library for its own tools takes nearly half of the compilation, and Python never loads it.
set(LLAMA_BUILD_COMMON OFF)
